# The one place that says how Rackhouse targets are compiled. Every target links rackhouse_options.

add_library(rackhouse_options INTERFACE)
target_include_directories(rackhouse_options INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_options(rackhouse_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor
    -Woverloaded-virtual -Wimplicit-fallthrough $<$<BOOL:${RACKHOUSE_WERROR}>:-Werror>)
target_compile_definitions(rackhouse_options INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING QT_NO_NARROWING_CONVERSIONS_IN_CONNECT
    QT_NO_FOREACH QT_USE_QSTRINGBUILDER QT_STRICT_ITERATORS QT_DISABLE_DEPRECATED_BEFORE=0x060400
    RACKHOUSE_VERSION="${PROJECT_VERSION}")
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    find_program(MOLD mold)
    if(MOLD)
        target_link_options(rackhouse_options INTERFACE -fuse-ld=mold)
    endif()
endif()
if(RACKHOUSE_SANITIZE)
    target_compile_options(rackhouse_options INTERFACE -fsanitize=address,undefined -fno-omit-frame-pointer
        -fno-sanitize-recover=undefined)
    target_link_options(rackhouse_options INTERFACE -fsanitize=address,undefined)
endif()
if(RACKHOUSE_FUZZ)
    target_compile_options(rackhouse_options INTERFACE -fsanitize=fuzzer-no-link,address,undefined
        -fno-sanitize-recover=undefined)
    target_link_options(rackhouse_options INTERFACE -fsanitize=address,undefined)
endif()

function(rackhouse_precompile target)
    if(RACKHOUSE_PCH)
        target_precompile_headers(${target} PRIVATE <QtCore> <chrono> <functional> <memory> <optional> <string> <vector>)
    endif()
endfunction()

# rackhouse_library(NAME SOURCES a.cpp a.h ... LINKS Qt6::Core ...)
function(rackhouse_library name)
    cmake_parse_arguments(ARG "" "" "SOURCES;LINKS" ${ARGN})
    add_library(${name} STATIC ${ARG_SOURCES})
    target_link_libraries(${name} PUBLIC rackhouse_options ${ARG_LINKS})
    rackhouse_precompile(${name})
endfunction()

# rackhouse_program(NAME SOURCES main.cpp ... LINKS ...): a binary in build/<preset>/bin.
function(rackhouse_program name)
    cmake_parse_arguments(ARG "" "" "SOURCES;LINKS" ${ARGN})
    add_executable(${name} ${ARG_SOURCES})
    target_link_libraries(${name} PRIVATE rackhouse_options ${ARG_LINKS})
endfunction()

# unit_tests builds every program labelled unit.
# rackhouse_test(NAME SOURCES test_x.cpp ... LINKS ... LABELS unit [TIMEOUT seconds] [SERIAL] [CASES a b]): a Qt Test
# program; with CASES each test function named there is a test of its own (NAME_a, NAME_b), so that they run side by side.
add_custom_target(unit_tests)
function(rackhouse_test name)
    cmake_parse_arguments(ARG "SERIAL" "TIMEOUT" "SOURCES;LINKS;LABELS;CASES" ${ARGN})
    add_executable(${name} ${ARG_SOURCES})
    target_link_libraries(${name} PRIVATE rackhouse_options Qt6::Test ${ARG_LINKS})
    set(tests ${name})
    if(ARG_CASES)
        set(tests)
        foreach(case IN LISTS ARG_CASES)
            add_test(NAME ${name}_${case} COMMAND ${name} ${case})
            list(APPEND tests ${name}_${case})
        endforeach()
    else()
        add_test(NAME ${name} COMMAND ${name})
    endif()
    if(NOT ARG_TIMEOUT)
        set(ARG_TIMEOUT 120)
    endif()
    set_tests_properties(${tests} PROPERTIES LABELS "${ARG_LABELS}" TIMEOUT ${ARG_TIMEOUT}
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;RACKHOUSE_BIN=${CMAKE_RUNTIME_OUTPUT_DIRECTORY};RACKHOUSE_RAMDISK=${CMAKE_SOURCE_DIR}/build/ramdisk;RACKHOUSE_IMAGES=${CMAKE_SOURCE_DIR}/build/images;QTEST_FUNCTION_TIMEOUT=${ARG_TIMEOUT}000")
    if("unit" IN_LIST ARG_LABELS)
        add_dependencies(unit_tests ${name})
    endif()
    if(ARG_SERIAL)
        set_tests_properties(${tests} PROPERTIES RUN_SERIAL ON)
    endif()
endfunction()

# rackhouse_fuzz(NAME SOURCES fuzz_x.cpp LINKS ...): a libFuzzer target, only with -DRACKHOUSE_FUZZ=ON.
function(rackhouse_fuzz name)
    cmake_parse_arguments(ARG "" "" "SOURCES;LINKS" ${ARGN})
    if(RACKHOUSE_FUZZ)
        add_executable(${name} ${ARG_SOURCES})
        target_link_libraries(${name} PRIVATE rackhouse_options ${ARG_LINKS})
        target_link_options(${name} PRIVATE -fsanitize=fuzzer)
        set_target_properties(${name} PROPERTIES AUTOMOC OFF AUTORCC OFF)
    endif()
endfunction()
