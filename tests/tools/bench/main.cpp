// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/bench/bench.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLoggingCategory>
#include <QSaveFile>

#include <algorithm>
#include <cstdio>

using namespace holdline::bench;
using namespace Qt::StringLiterals;

namespace {

bool writeJson(const Rows &rows, const QString &path)
{
    QJsonArray array;
    for (const Row &row : rows) {
        array.append(QJsonObject{{u"name"_s, row.name},
                                 {u"value"_s, row.value},
                                 {u"unit"_s, row.unit},
                                 {u"note"_s, row.note}});
    }
    QDir().mkpath(QFileInfo(path).path());
    QSaveFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(QJsonDocument(array).toJson()) > 0
        && file.commit();
}

/// By the name of a figure, or by what the names of several begin with.
bool isMeant(const Bench &bench, const QString &only)
{
    return std::ranges::any_of(bench.names, [&only](const QString &name) {
        return name == only || name.startsWith(only + u'_');
    });
}

void print(const Row &row)
{
    std::printf("%-28s %12.*f %-4s %s\n", qPrintable(row.name), row.value < 1000 ? 2 : 0, row.value,
                qPrintable(row.unit), qPrintable(row.note));
    std::fflush(stdout);
}

} // namespace

int main(int argc, char **argv)
{
    // The widgets of this program need no screen. The programs that it starts have screens of their
    // own.
    char option[] = "-platform";
    char value[] = "offscreen";
    std::vector<char *> arguments(argv, argv + argc);
    arguments.insert(arguments.end(), {option, value, nullptr});
    int count = argc + 2;
    const QApplication app(count, arguments.data());
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Measures Holdline."_s);
    parser.addHelpOption();
    const QCommandLineOption only(
        u"only"_s, u"Measure this figure only, or all that begin with it."_s, u"name"_s);
    const QCommandLineOption list(u"list"_s, u"Print the names of all figures."_s);
    const QCommandLineOption output(u"output"_s, u"Write the figures there as JSON."_s, u"file"_s,
                                    u"results.json"_s);
    parser.addOptions({only, list, output});
    parser.process(app);
    // Log lines for each of ten thousand sessions would be measured, too.
    QLoggingCategory::setFilterRules(u"holdline.*=false"_s);

    Rows rows;
    bool known = false;
    for (const Bench &bench : allBenches()) {
        if (parser.isSet(list)) {
            std::printf("%s\n", qPrintable(bench.names.join(u'\n')));
            continue;
        }
        if (parser.isSet(only) && !isMeant(bench, parser.value(only)))
            continue;
        known = true;
        for (const Row &row : bench.run()) {
            print(row);
            rows.append(row);
        }
    }
    if (parser.isSet(list))
        return 0;
    if (!known) {
        std::fprintf(stderr, "There is no figure of that name; --list prints all.\n");
        return 2;
    }
    if (!writeJson(rows, parser.value(output))) {
        std::fprintf(stderr, "Cannot write %s\n", qPrintable(parser.value(output)));
        return 1;
    }
    return rows.isEmpty() ? 1 : 0;
}
