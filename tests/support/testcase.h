// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTest>

#include <memory>

namespace holdline::testing {

/// One test class of the program tests_ROOM, which holds all test classes of a room. Is made before
/// `main`, by the macros below.
struct TestCase
{
    using Main = int (*)(int argc, char **argv);
    TestCase(const char *file, Main itsMain);
    QByteArray name; ///< "seam" for tst_seam.cpp
    Main main;
};

/// Runs the test that `make` returns, within the application of its room. Each warning that the
/// test did not announce with QTest::ignoreMessage() fails it.
int runTest(int argc, char **argv, std::unique_ptr<QObject> (*make)());

template <typename Test>
int runTest(int argc, char **argv)
{
    return runTest(argc, argv,
                   []() -> std::unique_ptr<QObject> { return std::make_unique<Test>(); });
}

} // namespace holdline::testing

/// Stands below the test class of a file, in place of QTEST_MAIN.
#define HOLDLINE_TEST(Test) HOLDLINE_TEST_MAIN(holdline::testing::runTest<Test>)
/// For a test that does something before it has an application.
#define HOLDLINE_TEST_MAIN(main) static const holdline::testing::TestCase kTestCase(__FILE__, main);
