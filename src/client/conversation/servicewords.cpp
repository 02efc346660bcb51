// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/conversation/servicewords.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace holdline::client {

namespace {

struct ServiceWords
{
    Q_DECLARE_TR_FUNCTIONS(holdline::client::ServiceWords)
};

struct CodePart
{
    const char *code;
    const char *words;
};

constexpr CodePart kServices[]{
    {"recognition_",
     QT_TRANSLATE_NOOP("holdline::client::ServiceWords",
                       "The recognition service failed: %1. The built-in recogniser listens until "
                       "it works again.")},
    {"voice_",
     QT_TRANSLATE_NOOP("holdline::client::ServiceWords",
                       "The voice service failed: %1. The built-in voice speaks until it works "
                       "again.")},
    {"language_",
     QT_TRANSLATE_NOOP("holdline::client::ServiceWords",
                       "The language model failed: %1. The built-in assistant answers until it "
                       "works again.")},
};

constexpr CodePart kReasons[]{
    {"unreachable", QT_TRANSLATE_NOOP("holdline::client::ServiceWords", "it can’t be reached")},
    {"denied", QT_TRANSLATE_NOOP("holdline::client::ServiceWords", "it doesn’t accept the key")},
    {"unknown_model",
     QT_TRANSLATE_NOOP("holdline::client::ServiceWords", "it doesn’t know the model")},
    {"busy", QT_TRANSLATE_NOOP("holdline::client::ServiceWords", "it is too busy")},
    {"refused",
     QT_TRANSLATE_NOOP("holdline::client::ServiceWords", "it doesn’t accept the request")},
    {"broken", QT_TRANSLATE_NOOP("holdline::client::ServiceWords", "it has a problem of its own")},
    {"too_slow", QT_TRANSLATE_NOOP("holdline::client::ServiceWords", "it took too long")},
    {"cut_off", QT_TRANSLATE_NOOP("holdline::client::ServiceWords", "it stopped in the middle")},
    {"nonsense", QT_TRANSLATE_NOOP("holdline::client::ServiceWords", "its answer makes no sense")},
};

} // namespace

QString serviceTroubleText(const QString &code)
{
    const auto service = std::ranges::find_if(kServices, [&](const CodePart &part) {
        return code.startsWith(QLatin1StringView(part.code));
    });
    if (service == std::end(kServices))
        return {};
    const QStringView kind = QStringView(code).sliced(QLatin1StringView(service->code).size());
    const auto reason = std::ranges::find_if(
        kReasons, [&](const CodePart &part) { return kind == QLatin1StringView(part.code); });
    if (reason == std::end(kReasons))
        return {};
    return ServiceWords::tr(service->words).arg(ServiceWords::tr(reason->words));
}

} // namespace holdline::client
