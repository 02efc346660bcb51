# SPDX-FileCopyrightText: The Holdline authors
# SPDX-License-Identifier: GPL-3.0-or-later

# Compiler and linker options of all targets of this project.
add_library(holdline_options INTERFACE)
target_compile_definitions(holdline_options INTERFACE
    QT_NO_KEYWORDS QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_STRICT_ITERATORS
    HOLDLINE_VERSION="${PROJECT_VERSION}")
target_compile_options(holdline_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Woverloaded-virtual
    $<$<BOOL:${HOLDLINE_WARNINGS_AS_ERRORS}>:-Werror>)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # Lets g++ use 512 MB before it searches for memory to free, which saves 8 % of its time.
    target_compile_options(holdline_options INTERFACE --param=ggc-min-heapsize=524288)
endif()
if(UNIX)
    # Libraries and programs share one precompiled header, so they need the same kind of code.
    target_compile_options(holdline_options INTERFACE -fPIC)
endif()
if(HOLDLINE_SANITIZE)
    # no-sanitize=enum: Qt loads close codes such as 4409 into an enum that ends at 1015.
    # no-maybe-uninitialized: g++ 12 wrongly warns about std::variant in instrumented code.
    target_compile_options(holdline_options INTERFACE
        -fsanitize=${HOLDLINE_SANITIZE} -fno-sanitize=enum -fno-omit-frame-pointer
        $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
    target_link_options(holdline_options INTERFACE -fsanitize=${HOLDLINE_SANITIZE})
endif()

if(NOT MSVC AND NOT HOLDLINE_SANITIZE)
    # The hardening options of Debian's own programs. lint.hardening checks that they are used.
    # CMake writes definitions before options: as one, _FORTIFY_SOURCE would be undefined again.
    if(NOT CMAKE_BUILD_TYPE STREQUAL "Debug" AND NOT CMAKE_CXX_FLAGS MATCHES "-O0")
        target_compile_options(holdline_options INTERFACE -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
    endif()
    target_compile_options(holdline_options INTERFACE
        -fstack-protector-strong
        $<$<BOOL:${HOLDLINE_HAS_STACK_CLASH_PROTECTION}>:-fstack-clash-protection>
        $<$<BOOL:${HOLDLINE_HAS_CF_PROTECTION}>:-fcf-protection>)
    target_compile_definitions(holdline_options INTERFACE _GLIBCXX_ASSERTIONS)
    if(CMAKE_SYSTEM_NAME STREQUAL "Linux")
        target_link_options(holdline_options INTERFACE -Wl,-z,relro,-z,now)
    endif()
endif()

# holdline_add_precompiled_header(<target> <header> <folder>…)
# Compiles <header> once, for all targets that reuse it from <target>. The header, and headers of this
# project that it includes, are searched in the folders.
function(holdline_add_precompiled_header target header)
    add_library(${target} OBJECT ${PROJECT_SOURCE_DIR}/src/pch.cpp)
    target_link_libraries(${target} PRIVATE Qt6::Core holdline_options)
    target_include_directories(${target} PRIVATE ${ARGN})
    # In angle brackets, so that the generated header contains no path and is the same in all checkouts.
    target_precompile_headers(${target} PRIVATE <${header}>)
    # g++ writes a different file in each run. ccache therefore hashes this file instead
    # (pch_external_checksum), together with all headers that a source depends on.
    file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/CMakeFiles/${target}.dir/cmake_pch.hxx.gch.sum
        "${CMAKE_CXX_COMPILER_VERSION} ${CMAKE_BUILD_TYPE} ${CMAKE_CXX_FLAGS} ${HOLDLINE_SANITIZE}")
endfunction()

# Standard and QtCore headers, for libraries and programs.
holdline_add_precompiled_header(holdline_pch pch.h ${PROJECT_SOURCE_DIR}/src)

# moc would read all headers of Qt that a class includes, for a quarter of a second. It understands our
# classes without them: what it writes is the same.
if(UNIX)
    file(GENERATE OUTPUT ${PROJECT_BINARY_DIR}/moc.sh CONTENT [[#!/bin/sh
for argument in "$@"; do
    shift
    case $argument in
        -I*) ;;
        *) set -- "$@" "$argument" ;;
    esac
done
exec "$<TARGET_FILE:Qt6::moc>" "$@"
]] FILE_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)
endif()

# holdline_moc(<target>)
# Its sources and headers have classes with Q_OBJECT.
function(holdline_moc target)
    set_target_properties(${target} PROPERTIES AUTOMOC ON)
    if(UNIX)
        set_target_properties(${target} PROPERTIES AUTOMOC_EXECUTABLE ${PROJECT_BINARY_DIR}/moc.sh)
    endif()
endfunction()

# holdline_unite(<target>)
# Compiles the sources of each folder together, up to eight at a time: what a source costs is mostly
# what it includes. To be called when the target has all of them. Names in anonymous namespaces
# must therefore be unique within their folder.
function(holdline_unite target)
    if(NOT HOLDLINE_UNITY_BUILD)
        return()
    endif()
    get_target_property(sources ${target} SOURCES)
    list(FILTER sources INCLUDE REGEX "^[a-z0-9_/]+\\.cpp$")
    set(folders "")
    foreach(source IN LISTS sources)
        cmake_path(GET source PARENT_PATH folder)
        string(MAKE_C_IDENTIFIER "in_${folder}" folder)
        list(APPEND folders ${folder})
        list(APPEND ${folder} ${source})
    endforeach()
    list(REMOVE_DUPLICATES folders)
    foreach(folder IN LISTS folders)
        list(LENGTH ${folder} length)
        math(EXPR groups "(${length} + 7) / 8")
        set(index 0)
        foreach(source IN LISTS ${folder})
            math(EXPR group "${index} * ${groups} / ${length} + 1")
            set_property(SOURCE ${source} PROPERTY UNITY_GROUP ${folder}_${group})
            math(EXPR index "${index} + 1")
        endforeach()
    endforeach()
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
    # g++ takes a source that is included for a header, whose anonymous namespace would be an error; and
    # it inlines so much more of the standard library that it wrongly takes variables for uninitialised.
    target_compile_options(${target} PRIVATE
        $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage;-Wno-maybe-uninitialized>)
endfunction()

# holdline_add_library(<room> SOURCES … HEADERS … [LINK …] [PRIVATE_LINK …])
# Makes the static library of one folder of src/, with the alias Holdline::<Room>.
function(holdline_add_library room)
    cmake_parse_arguments(ARG "" "" "SOURCES;HEADERS;LINK;PRIVATE_LINK" ${ARGN})
    set(target holdline_${room})
    add_library(${target} STATIC ${ARG_SOURCES})
    target_sources(${target} PUBLIC FILE_SET HEADERS
        BASE_DIRS ${PROJECT_SOURCE_DIR}/src FILES ${ARG_HEADERS})
    target_link_libraries(${target} PUBLIC Qt6::Core ${ARG_LINK}
        PRIVATE holdline_options ${ARG_PRIVATE_LINK})
    holdline_moc(${target})
    target_precompile_headers(${target} REUSE_FROM holdline_pch)
    holdline_unite(${target})
    string(SUBSTRING ${room} 0 1 initial)
    string(TOUPPER ${initial} initial)
    string(SUBSTRING ${room} 1 -1 rest)
    add_library(Holdline::${initial}${rest} ALIAS ${target})
endfunction()

# holdline_add_tests(<room> [WIDGETS] [LINK …] [SERIAL] [SOUND] [THREADS] [TIMEOUT s]
#     [TESTS <folder>/<subject> …])
# All tests of a room are in one program, tests_<room>. <folder>/tst_<subject>.cpp becomes the CTest
# "<room>.<subject>". May be called several times: the links add up, and the other options apply to
# these TESTS. With WIDGETS, which belongs into the first call, the tests have a QApplication.
# SERIAL tests run alone, because they compare two times. So do SOUND tests, because they play and record
# in real time: a busy machine makes gaps in words, which are then misunderstood. THREADS tests also run
# under the thread sanitizer: they test code or programs with several threads. Exceptions are netns.*,
# system.heard and demo.conversation, which measure times and sound, and system.forgery, which takes too
# long; system.app and system.attacks use the same threads.
function(holdline_add_tests room)
    cmake_parse_arguments(ARG "SERIAL;SOUND;THREADS;WIDGETS" "TIMEOUT" "LINK;TESTS" ${ARGN})
    set(runner tests_${room})
    if(NOT TARGET ${runner})
        add_executable(${runner})
        target_link_libraries(${runner} PRIVATE Qt6::Test holdline_options Holdline::Testing
            $<IF:$<BOOL:${ARG_WIDGETS}>,holdline_widgettestmain,holdline_testmain>)
        holdline_moc(${runner})
        target_precompile_headers(${runner} REUSE_FROM holdline_testpch)
        cmake_language(EVAL CODE "cmake_language(DEFER CALL holdline_unite ${runner})")
    endif()
    target_link_libraries(${runner} PRIVATE ${ARG_LINK})
    if(NOT ARG_TIMEOUT)
        set(ARG_TIMEOUT 60)
    endif()
    foreach(test IN LISTS ARG_TESTS)
        cmake_path(GET test PARENT_PATH folder)
        cmake_path(GET test FILENAME subject)
        cmake_path(SET source NORMALIZE ./${folder}/tst_${subject}.cpp)
        target_sources(${runner} PRIVATE ${source})
        set(name ${room}.${subject})
        add_test(NAME ${name} COMMAND ${runner} ${subject})
        # Of tests whose duration is not known yet, those with a large COST begin first.
        set_tests_properties(${name} PROPERTIES
            TIMEOUT ${ARG_TIMEOUT} COST ${ARG_TIMEOUT} RUN_SERIAL ${ARG_SERIAL}
            ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8")
        if(ARG_SOUND)
            holdline_use_sound(${name})
        endif()
        if(ARG_THREADS)
            holdline_watch_threads(${name} ${runner})
        endif()
    endforeach()
endfunction()

# holdline_use_sound(<test>)
function(holdline_use_sound test)
    set_tests_properties(${test} PROPERTIES RUN_SERIAL ON)
endfunction()

# holdline_watch_threads(<test> <target>)
# Marks a test for the thread sanitizer. It runs <target> and must have a TIMEOUT.
function(holdline_watch_threads test target)
    # Fails also if a child process reports a race: not every test checks the exit code of its child.
    set_tests_properties(${test} PROPERTIES LABELS threads
        FAIL_REGULAR_EXPRESSION "ThreadSanitizer: ")
    add_dependencies(holdline_thread_tests ${target})
    if(HOLDLINE_SANITIZE MATCHES "thread")
        get_test_property(${test} TIMEOUT patience)
        math(EXPR patience "5 * ${patience}") # the sanitizer makes tests slower
        set_tests_properties(${test} PROPERTIES TIMEOUT ${patience})
    endif()
endfunction()

# holdline_add_fuzzer(<name> LINK …)
# Builds fuzz_<name>.cpp, which defines LLVMFuzzerTestOneInput. In the preset "fuzz" it is a fuzzer for
# `./dev fuzz`. Otherwise it becomes the test "fuzz.<name>", which runs the inputs in corpus/<name>/.
function(holdline_add_fuzzer name)
    cmake_parse_arguments(ARG "" "" "LINK" ${ARGN})
    add_executable(fuzz_${name} fuzz_${name}.cpp)
    target_link_libraries(fuzz_${name} PRIVATE holdline_options ${ARG_LINK})
    target_precompile_headers(fuzz_${name} REUSE_FROM holdline_pch)
    if(HOLDLINE_SANITIZE MATCHES "fuzzer")
        target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer) # brings a main()
    else()
        target_link_libraries(fuzz_${name} PRIVATE holdline_corpusmain)
        add_test(NAME fuzz.${name} COMMAND fuzz_${name} ${CMAKE_CURRENT_SOURCE_DIR}/corpus/${name})
    endif()
endfunction()
