// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/demo/demo.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <cstdio>

using namespace Qt::StringLiterals;

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Holds a conversation through a failing line, on a virtual screen and sound card."_s);
    parser.addHelpOption();
    const QCommandLineOption output(u"output"_s, u"Write pictures, recording and summary there."_s,
                                    u"folder"_s, u"demo"_s);
    parser.addOption(output);
    parser.process(app);

    const QDir folder(parser.value(output));
    if (!folder.mkpath(u"."_s)) {
        std::fprintf(stderr, "Cannot make the folder %s\n", qPrintable(folder.path()));
        return 2;
    }
    for (const QString &old : folder.entryList({u"state-*.png"_s, u"*.wav"_s, u"*.json"_s}))
        QFile::remove(folder.filePath(old));
    const holdline::demo::Summary summary = holdline::demo::Demo(folder).run();
    std::printf("\n%s\nPictures, recording and summary are in %s\n", qPrintable(summary.toText()),
                qPrintable(folder.absolutePath()));
    return summary.problems.isEmpty() ? 0 : 1;
}
