# SPDX-License-Identifier: BSL-1.0
# Reads the #include lines of include/weir and fails on one that points from a lower layer to a higher one, or
# at a library that belongs inside one wrapper header. Run as: cmake -D ROOT=<folder of include/weir> -P layers.cmake

cmake_minimum_required(VERSION 3.25)

# The layers, lowest first: each may include itself, the layers named here, and whatever those may include.
set(layers core schema format expr plan sql fs state exec source sink runtime observe)
set(below_core "")
set(below_schema core)
set(below_format schema)
set(below_expr schema format)
set(below_plan expr)
set(below_sql plan)
set(below_fs core)
set(below_state schema fs)
set(below_exec plan state)
set(below_source format fs)
set(below_sink format fs)
set(below_runtime sql exec source sink)
set(below_observe runtime)

# Headers beside the folders gather layers and may include any of them; of these, layers may include only:
set(open_to_every_layer weir/version.hpp)

# Each wrapped library: what its includes look like, and the one header that may have them.
set(wrapped hana)
set(hana_pattern "^boost/hana(/|\\.hpp)")
set(hana_wrapper core/hana.hpp)

# Not even in a wrapper: they cost seconds of every user's build, or run code before main.
set(banned "^(iostream|boost/hana\\.hpp|boost/hana/map\\.hpp|range/v3/all\\.hpp)$")

foreach(layer IN LISTS layers)
    set(allowed_${layer} ${layer})
    foreach(lower IN LISTS below_${layer})
        list(APPEND allowed_${layer} ${allowed_${lower}})
    endforeach()
    list(REMOVE_DUPLICATES allowed_${layer})
endforeach()

cmake_path(ABSOLUTE_PATH ROOT NORMALIZE)
if(NOT IS_DIRECTORY "${ROOT}")
    message(FATAL_ERROR "ROOT is not a folder: '${ROOT}'")
endif()

set(faults "")
macro(fault text)
    string(APPEND faults "\n  ${header}: includes ${included}; ${text}")
endmacro()

file(GLOB_RECURSE headers RELATIVE "${ROOT}" "${ROOT}/*.hpp")
foreach(header IN LISTS headers)
    set(layer "")
    if(header MATCHES "^([^/]+)/")
        set(layer ${CMAKE_MATCH_1})
        if(NOT layer IN_LIST layers)
            string(APPEND faults "\n  ${header}: the folder is no layer; add it to cmake/layers.cmake")
            continue()
        endif()
    endif()

    file(STRINGS "${ROOT}/${header}" lines REGEX "^[ \t]*#[ \t]*include[ \t]*[<\"]")
    foreach(line IN LISTS lines)
        string(REGEX MATCH "include[ \t]*([<\"])([^>\"]+)[>\"]" _ "${line}")
        set(included ${CMAKE_MATCH_2})
        if(CMAKE_MATCH_1 STREQUAL "\"")
            cmake_path(GET header PARENT_PATH folder)
            cmake_path(SET beside NORMALIZE "/${folder}/${included}")
            if(EXISTS "${ROOT}${beside}")
                set(included weir${beside})
            endif()
        endif()

        if(included MATCHES "${banned}")
            fault("no header of weir may")
        endif()
        foreach(library IN LISTS wrapped)
            if(included MATCHES "${${library}_pattern}" AND NOT header STREQUAL "${${library}_wrapper}")
                fault("only ${${library}_wrapper} may")
            endif()
        endforeach()

        if(layer STREQUAL "" OR NOT included MATCHES "^weir/" OR included IN_LIST open_to_every_layer)
            continue()
        elseif(NOT included MATCHES "^weir/([^/]+)/")
            fault("a layer may not include a header that gathers layers")
        elseif(NOT CMAKE_MATCH_1 IN_LIST allowed_${layer})
            string(REPLACE ";" ", " below "${allowed_${layer}}")
            fault("${layer} may include only ${below}")
        endif()
    endforeach()
endforeach()

if(faults)
    message(FATAL_ERROR "include lines against the architecture:${faults}\n")
endif()
list(LENGTH headers count)
if(count EQUAL 0)
    message(FATAL_ERROR "no header in ${ROOT}")
endif()
message(STATUS "${count} headers keep to their layers")
