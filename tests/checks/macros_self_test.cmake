# SPDX-License-Identifier: BSL-1.0
# Tests cmake/macros.cmake itself: a header with only WEIR_SCHEMA must pass, one that leaks another macro must fail.

cmake_minimum_required(VERSION 3.25)
cmake_path(GET SCRIPT PARENT_PATH scripts)
include(${scripts}/compiler.cmake)
weir_command_after_dashes(compiler)

# check(<name> <what the check must say> <text of the header>)
function(check name expected text)
    file(WRITE ${SCRATCH}/${name}/weir/inner.hpp "#pragma once\n#include <climits>\n${text}")
    file(WRITE ${SCRATCH}/${name}/weir/x.hpp "#pragma once\n#include <weir/inner.hpp>\n")
    execute_process(
        COMMAND
            ${CMAKE_COMMAND} -D HEADER=weir/x.hpp -D ROOT=${SCRATCH}/${name} -D OUT=${SCRATCH}/${name}/x.cpp -P
            ${SCRIPT} -- ${compiler} -I${SCRATCH}/${name}
        OUTPUT_VARIABLE output
        ERROR_VARIABLE output
    )
    string(FIND "${output}" "${expected}" found)
    if(found EQUAL -1)
        message(SEND_ERROR "${name}: must say '${expected}', but said:\n${output}")
    endif()
endfunction()

check(clean "weir/x.hpp leaks no macro" "#define WEIR_SCHEMA(x) x\n#define INNER 1\n#undef INNER\n")
check(helper "weir/x.hpp leaks macros: WEIR_DETAIL" "#define WEIR_SCHEMA(x) x\n#define WEIR_DETAIL 1\n")
check(foreign "weir/x.hpp leaks macros: FOR_EACH" "#define FOR_EACH(x) x\n")
