# SPDX-License-Identifier: BSL-1.0
# Gives the checks that run the compiler themselves (reject, headers, macros) the command to do so.

# Stores in `out` the compiler of this build with the flags that weir::weir would give a user, as a list.
function(weir_compiler_command out)
    separate_arguments(flags NATIVE_COMMAND "${CMAKE_CXX_FLAGS}")
    set(command ${CMAKE_CXX_COMPILER} ${flags} -std=c++20 -I${PROJECT_SOURCE_DIR}/include)
    set(folders ${Boost_INCLUDE_DIRS} ${ZLIB_INCLUDE_DIRS})
    # A system folder given again with -isystem would hide the C headers from the C++ library's own.
    list(REMOVE_ITEM folders ${CMAKE_CXX_IMPLICIT_INCLUDE_DIRECTORIES})
    list(REMOVE_DUPLICATES folders)
    foreach(folder IN LISTS folders)
        list(APPEND command -isystem ${folder})
    endforeach()
    set(${out} ${command} PARENT_SCOPE)
endfunction()

# In a script run as `cmake -D… -P <script> -- <command>`: stores the command in `out`, as a list.
function(weir_command_after_dashes out)
    set(command "")
    set(seen FALSE)
    math(EXPR last "${CMAKE_ARGC} - 1")
    foreach(i RANGE ${last})
        if(seen)
            list(APPEND command "${CMAKE_ARGV${i}}")
        elseif(CMAKE_ARGV${i} STREQUAL "--")
            set(seen TRUE)
        endif()
    endforeach()
    if(NOT command)
        message(FATAL_ERROR "no compiler command after --")
    endif()
    set(${out} ${command} PARENT_SCOPE)
endfunction()
