# SPDX-License-Identifier: BSL-1.0
# Tests cmake/rules.cmake itself: a repository in which all is well, and some in which a rule is forgotten.

cmake_minimum_required(VERSION 3.25)

file(REMOVE_RECURSE ${SCRATCH})

# check(<name> <what must be complained of, or NOTHING> <row of the table> <rule's function> <entry of errors.md>)
function(check name fault row function entry)
    set(root ${SCRATCH}/${name})
    file(WRITE ${root}/include/weir/plan/rules.hpp "// the rules\n${row}\n#pragma once\n")
    file(WRITE ${root}/include/weir/plan/rules/limit.hpp "constexpr verdict ${function}() {\n")
    file(WRITE ${root}/tests/reject/limit_in_update.cpp "// expect: no limit \"a\" in {x: int}; drop it\n")
    file(WRITE ${root}/docs/errors.md "### limit\n\n${entry}\n")
    execute_process(
        COMMAND ${CMAKE_COMMAND} -D ROOT=${root} -P ${SCRIPT}
        RESULT_VARIABLE result
        OUTPUT_VARIABLE output
        ERROR_VARIABLE output
    )
    string(REGEX REPLACE "[ \n]+" " " output "${output}")
    string(FIND "${output}" "${fault}" found)
    if(fault STREQUAL NOTHING AND NOT result EQUAL 0)
        message(SEND_ERROR "${name}: must be accepted, but:\n${output}")
    elseif(NOT fault STREQUAL NOTHING AND (result EQUAL 0 OR found EQUAL -1))
        message(SEND_ERROR "${name}: must be turned down with '${fault}', but gave ${result}:\n${output}")
    endif()
endfunction()

set(row "// 33  update, a limit  limit_not_in_update  limit_in_update")
set(entry "no limit \"b\" in {y: long}; drop it")
check(all_well NOTHING "${row}" limit_not_in_update "${entry}")
check(no_test "no test tests/reject/limits.cpp" "${row}  limits" limit_in_update "${entry}")
check(no_function "no function limit_not_in_update" "${row}" limit_is_none "${entry}")
check(not_in_table "the rule limit_is_none is not in the table" "${row}" limit_is_none "${entry}")
check(not_explained "docs/errors.md does not explain" "${row}" limit_not_in_update "another entry")
