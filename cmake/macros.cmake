# SPDX-License-Identifier: BSL-1.0
# Tests that a header of weir leaves no macro behind other than WEIR_SCHEMA and what other libraries define.
# Run as: cmake -D HEADER=<weir/x.hpp> -D ROOT=<include folder> -D OUT=<scratch file> -P macros.cmake -- <compiler command>

cmake_minimum_required(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/compiler.cmake)

# WEIR_SCHEMA expands at its use, so what it is made of has to stay defined too.
set(public_macros WEIR_SCHEMA WEIR_SCHEMA_MEMBER)

weir_command_after_dashes(compiler)

# Runs the preprocessor over a file of the given text.
function(preprocess out text)
    file(WRITE "${OUT}" "${text}")
    execute_process(
        COMMAND ${compiler} ${ARGN} -x c++ ${OUT}
        RESULT_VARIABLE result
        OUTPUT_VARIABLE output
        ERROR_VARIABLE errors
    )
    if(NOT result EQUAL 0)
        message(FATAL_ERROR "the preprocessor failed on:\n${text}\n${errors}")
    endif()
    set(${out} "${output}" PARENT_SCOPE)
endfunction()

# Runs the preprocessor and keeps the names of the macros that are defined at its end.
function(macros_of out text)
    preprocess(output "${text}" -E -dM)
    string(REGEX MATCHALL "#define [A-Za-z_0-9]+" names "${output}")
    list(TRANSFORM names REPLACE "#define " "")
    set(${out} "${names}" PARENT_SCOPE)
endfunction()

# The other libraries' headers that ours include, directly.
preprocess(dependencies "#include <${HEADER}>\n" -MM)
string(REPLACE "\\\n" " " dependencies "${dependencies}")
separate_arguments(dependencies UNIX_COMMAND "${dependencies}")
set(others "")
foreach(file IN LISTS dependencies)
    cmake_path(IS_PREFIX ROOT "${file}" NORMALIZE is_ours)
    if(is_ours)
        file(STRINGS "${file}" lines REGEX "^[ \t]*#[ \t]*include[ \t]*<")
        foreach(line IN LISTS lines)
            string(REGEX REPLACE ".*<([^>]+)>.*" "\\1" other "${line}")
            if(NOT other MATCHES "^weir/")
                list(APPEND others ${other})
            endif()
        endforeach()
    endif()
endforeach()
list(REMOVE_DUPLICATES others)
set(text "")
foreach(other IN LISTS others)
    string(APPEND text "#if __has_include(<${other}>)\n#include <${other}>\n#endif\n")
endforeach()

macros_of(before "${text}")
macros_of(after "${text}#include <${HEADER}>\n")
list(REMOVE_ITEM after ${before} ${public_macros})
if(after)
    list(JOIN after " " after)
    message(FATAL_ERROR "${HEADER} leaks macros: ${after}")
endif()
message(STATUS "${HEADER} leaks no macro")
