// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/setup/engineplaces.h"

#include <QHostAddress>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace holdline::client {

namespace {

bool isAt(const EnginePlace &place, const QUrl &base)
{
    const QUrl usual(QString::fromLatin1(place.base));
    const bool isHere = isOnThisComputer(usual) && isOnThisComputer(base);
    return usual.port() == base.port() && (isHere || usual.host() == base.host());
}

} // namespace

bool has(const EnginePlace &place, Engine engine)
{
    return engine == Engine::Language || (engine == Engine::Voice ? place.speaks : place.listens);
}

bool isOnThisComputer(const QUrl &base)
{
    return base.host() == "localhost"_L1 || QHostAddress(base.host()).isLoopback();
}

QString placeName(const QUrl &base)
{
    const auto isThere = [&](const EnginePlace &place) { return isAt(place, base); };
    if (const auto *program = std::ranges::find_if(kPrograms, isThere); program != kPrograms.end())
        return QString::fromLatin1(program->name);
    if (const auto *service = std::ranges::find_if(kServices, isThere); service != kServices.end())
        return QString::fromLatin1(service->name);
    return base.host();
}

} // namespace holdline::client
