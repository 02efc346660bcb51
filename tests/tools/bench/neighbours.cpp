// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/bench/neighbours.h"

#include "tools/attack/trial.h"
#include "tools/bench/crowd.h"

#include <cstdio>

namespace holdline::bench {

using namespace Qt::StringLiterals;
using attack::Scene;
using attack::Trial;

namespace {

QList<Scene> scenes()
{
    QList<Scene> scenes = attack::allScenes();
    scenes.removeIf([](const Scene &scene) { return !scene.isNeighbourAnswered(); });
    return scenes;
}

QString rowName(const Scene &scene)
{
    return u"neighbour_ratio_p95_"_s + QString(scene.name).replace(u'-', u'_');
}

} // namespace

QStringList neighbourRows()
{
    QStringList names;
    for (const Scene &scene : scenes())
        names += rowName(scene);
    return names;
}

Rows measureNeighbours()
{
    Rows rows;
    for (const Scene &scene : scenes()) {
        const auto figures = Trial(scene).run(scene);
        if (!figures) {
            std::fprintf(stderr, "%s: %s\n", qPrintable(scene.name), qPrintable(figures.error()));
            continue;
        }
        rows.append({rowName(scene), figures.value().ratio(), u""_s,
                     u"a question is answered in %1 ms instead of %2 ms; the server takes at most "
                     "%3 MB more; %4"_s.arg(figures.value().attacked, 0, 'f', 0)
                         .arg(figures.value().quiet, 0, 'f', 0)
                         .arg(figures.value().grown / 1024 / 1024)
                         .arg(machineLoad())});
    }
    return rows;
}

} // namespace holdline::bench
