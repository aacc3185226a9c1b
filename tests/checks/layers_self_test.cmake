# SPDX-License-Identifier: BSL-1.0
# Tests cmake/layers.cmake itself: small trees of headers, each of which it must pass or fail for the right reason.

cmake_minimum_required(VERSION 3.25)

# check(<name> <part of the fault, or NOTHING> <header> <what it includes> [<header> <what it includes>]...)
function(check name fault)
    set(root ${SCRATCH}/${name})
    file(REMOVE_RECURSE ${root})
    list(LENGTH ARGN count)
    math(EXPR last "${count} - 1")
    foreach(i RANGE 0 ${last} 2)
        math(EXPR j "${i} + 1")
        list(GET ARGN ${i} header)
        list(GET ARGN ${j} included)
        file(WRITE ${root}/${header} "#pragma once\n#include ${included}\n")
    endforeach()
    execute_process(
        COMMAND ${CMAKE_COMMAND} -D ROOT=${root} -P ${SCRIPT}
        RESULT_VARIABLE result
        OUTPUT_VARIABLE output
        ERROR_VARIABLE output
    )
    # CMake wraps long lines of an error.
    string(REGEX REPLACE "[ \n]+" " " output "${output}")
    string(FIND "${output}" "${fault}" found)
    if(fault STREQUAL NOTHING AND NOT result EQUAL 0)
        message(SEND_ERROR "${name}: must pass, but:\n${output}")
    elseif(NOT fault STREQUAL NOTHING AND (result EQUAL 0 OR found EQUAL -1))
        message(SEND_ERROR "${name}: must fail with '${fault}', but gave ${result}:\n${output}")
    endif()
endfunction()

check(downward NOTHING plan/where.hpp <weir/core/hash.hpp> exec/chain.hpp <weir/fs/file.hpp>)
check(umbrella NOTHING weir.hpp <weir/runtime/query.hpp> core/hash.hpp <weir/version.hpp>)
check(wrappers NOTHING core/hana.hpp <boost/hana/basic_tuple.hpp>)
check(upward "core may include only core" core/hash.hpp <weir/schema/row.hpp>)
check(upward_by_quotes "core may include only core" core/hash.hpp "\"../schema/row.hpp\"" schema/row.hpp <vector>)
check(sideways "source may include only" source/file.hpp <weir/sink/file.hpp>)
check(spaced "fs may include only fs, core" fs/file.hpp <cstddef> fs/log.hpp "  <weir/expr/column.hpp>")
check(to_umbrella "a header that gathers layers" plan/where.hpp <weir/weir.hpp>)
check(no_layer "the folder is no layer" misc/x.hpp <vector>)
check(hana "only core/hana.hpp may" schema/row.hpp <boost/hana/basic_tuple.hpp>)
check(all_of_hana "no header of weir may" core/hana.hpp <boost/hana.hpp>)
check(iostream "no header of weir may" sink/console.hpp <iostream>)
