# SPDX-FileCopyrightText: The Holdline authors
# SPDX-License-Identifier: GPL-3.0-or-later

# What every target of this project is compiled with.
add_library(holdline_options INTERFACE)
target_compile_definitions(holdline_options INTERFACE
    QT_NO_KEYWORDS QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_STRICT_ITERATORS
    HOLDLINE_VERSION="${PROJECT_VERSION}")
target_compile_options(holdline_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Woverloaded-virtual
    $<$<BOOL:${HOLDLINE_WARNINGS_AS_ERRORS}>:-Werror>)
if(UNIX)
    # Libraries and programs share one precompiled header, so they need the same kind of code.
    target_compile_options(holdline_options INTERFACE -fPIC)
endif()
if(HOLDLINE_SANITIZE)
    # Qt loads close codes such as 4409 into an enum that ends at 1015, hence no-sanitize=enum; g++ 12
    # takes instrumented variants for uninitialised.
    target_compile_options(holdline_options INTERFACE
        -fsanitize=${HOLDLINE_SANITIZE} -fno-sanitize=enum -fno-omit-frame-pointer
        $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
    target_link_options(holdline_options INTERFACE -fsanitize=${HOLDLINE_SANITIZE})
endif()

if(NOT MSVC AND NOT HOLDLINE_SANITIZE)
    # What Debian's own programs are hardened with; lint.hardening reads it off the programs.
    target_compile_options(holdline_options INTERFACE
        -fstack-protector-strong -U_FORTIFY_SOURCE
        $<$<BOOL:${HOLDLINE_HAS_STACK_CLASH_PROTECTION}>:-fstack-clash-protection>
        $<$<BOOL:${HOLDLINE_HAS_CF_PROTECTION}>:-fcf-protection>)
    target_compile_definitions(holdline_options INTERFACE _FORTIFY_SOURCE=2 _GLIBCXX_ASSERTIONS)
    if(CMAKE_SYSTEM_NAME STREQUAL "Linux")
        target_link_options(holdline_options INTERFACE -Wl,-z,relro,-z,now)
    endif()
endif()

# Compiled once; every library below shares the parsed standard and QtCore headers.
add_library(holdline_pch OBJECT ${PROJECT_SOURCE_DIR}/src/pch.cpp)
target_link_libraries(holdline_pch PRIVATE Qt6::Core holdline_options)
target_include_directories(holdline_pch PRIVATE ${PROJECT_SOURCE_DIR}/src)
# In angle brackets, so that the generated header holds no path and is the same in every checkout.
target_precompile_headers(holdline_pch PRIVATE <pch.h>)
# g++ writes another file at each run. ccache hashes this instead (pch_external_checksum), together
# with every header that a source depends on.
file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/CMakeFiles/holdline_pch.dir/cmake_pch.hxx.gch.sum
    "${CMAKE_CXX_COMPILER_VERSION} ${CMAKE_BUILD_TYPE} ${CMAKE_CXX_FLAGS} ${HOLDLINE_SANITIZE}")

# holdline_add_library(<room> SOURCES … HEADERS … [LINK …] [PRIVATE_LINK …])
# The static library of one folder of src/, as Holdline::<Room>.
function(holdline_add_library room)
    cmake_parse_arguments(ARG "" "" "SOURCES;HEADERS;LINK;PRIVATE_LINK" ${ARGN})
    set(target holdline_${room})
    add_library(${target} STATIC ${ARG_SOURCES})
    target_sources(${target} PUBLIC FILE_SET HEADERS
        BASE_DIRS ${PROJECT_SOURCE_DIR}/src FILES ${ARG_HEADERS})
    target_link_libraries(${target} PUBLIC Qt6::Core ${ARG_LINK}
        PRIVATE holdline_options ${ARG_PRIVATE_LINK})
    set_target_properties(${target} PROPERTIES AUTOMOC ON)
    target_precompile_headers(${target} REUSE_FROM holdline_pch)
    string(SUBSTRING ${room} 0 1 initial)
    string(TOUPPER ${initial} initial)
    string(SUBSTRING ${room} 1 -1 rest)
    add_library(Holdline::${initial}${rest} ALIAS ${target})
endfunction()

# holdline_add_test(<room>.<subject> [SOURCES …] [LINK …] [SERIAL] [THREADS] [TIMEOUT s])
# tst_<subject>.cpp becomes the CTest "<room>.<subject>". SERIAL tests never run beside each other:
# they own the machine's clock-sensitive parts (a sound card, a screen). No other file of a test holds
# a Q_OBJECT. THREADS tests are those that the thread sanitizer watches: of code that has threads of
# its own, or of a program that has. Not netns.*, system.heard and demo.conversation, which judge times
# and sound on time; and not system.forgery, which takes too long. The same threads work in system.app
# and system.attacks.
function(holdline_add_test name)
    cmake_parse_arguments(ARG "SERIAL;THREADS" "TIMEOUT;FOLDER" "SOURCES;LINK" ${ARGN})
    string(REPLACE "." "_" target ${name})
    string(REGEX REPLACE "^.*\\." "" subject ${name})
    cmake_path(SET source NORMALIZE ./${ARG_FOLDER}/tst_${subject}.cpp)
    add_executable(tst_${target} ${source} ${ARG_SOURCES})
    target_link_libraries(tst_${target} PRIVATE Qt6::Test holdline_options Holdline::Testing ${ARG_LINK})
    qt_generate_moc(${source} tst_${subject}.moc TARGET tst_${target})
    target_sources(tst_${target} PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/tst_${subject}.moc)
    target_include_directories(tst_${target} PRIVATE ${CMAKE_CURRENT_BINARY_DIR})
    target_precompile_headers(tst_${target} REUSE_FROM holdline_pch)
    add_test(NAME ${name} COMMAND tst_${target})
    if(NOT ARG_TIMEOUT)
        set(ARG_TIMEOUT 60)
    endif()
    set_tests_properties(${name} PROPERTIES TIMEOUT ${ARG_TIMEOUT} RUN_SERIAL ${ARG_SERIAL}
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8")
    if(ARG_THREADS)
        holdline_watch_threads(${name} tst_${target})
    endif()
endfunction()

# holdline_watch_threads(<test> <target>)
# The thread sanitizer watches this test, which runs that target and has a TIMEOUT.
function(holdline_watch_threads test target)
    # Also when what was seen is a child's doing, whose exit code not every test asks for.
    set_tests_properties(${test} PROPERTIES LABELS threads
        FAIL_REGULAR_EXPRESSION "ThreadSanitizer: ")
    add_dependencies(holdline_thread_tests ${target})
    if(HOLDLINE_SANITIZE MATCHES "thread")
        get_test_property(${test} TIMEOUT patience)
        math(EXPR patience "5 * ${patience}") # as much slower as it may make them
        set_tests_properties(${test} PROPERTIES TIMEOUT ${patience})
    endif()
endfunction()

# holdline_add_fuzzer(<name> LINK …)
# fuzz_<name>.cpp holds LLVMFuzzerTestOneInput. In the preset "fuzz" it is a fuzzer, which `./dev fuzz`
# runs; otherwise its corpus in corpus/<name>/ runs through it as the test "fuzz.<name>".
function(holdline_add_fuzzer name)
    cmake_parse_arguments(ARG "" "" "LINK" ${ARGN})
    add_executable(fuzz_${name} fuzz_${name}.cpp)
    target_link_libraries(fuzz_${name} PRIVATE holdline_options ${ARG_LINK})
    if(HOLDLINE_SANITIZE MATCHES "fuzzer")
        target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer) # brings a main()
    else()
        target_sources(fuzz_${name} PRIVATE corpusmain.cpp)
        add_test(NAME fuzz.${name} COMMAND fuzz_${name} ${CMAKE_CURRENT_SOURCE_DIR}/corpus/${name})
    endif()
endfunction()
