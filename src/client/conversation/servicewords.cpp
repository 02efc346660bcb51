// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/conversation/servicewords.h"

#include <QCoreApplication>

#include <algorithm>
#include <span>

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
    const char *fewWords = "";
    const char *back = "";
};

constexpr CodePart kServices[]{
    {"recognition",
     QT_TRANSLATE_NOOP("holdline::client::ServiceWords",
                       "The recognition service failed: %1. The built-in recogniser listens until "
                       "it works again."),
     QT_TRANSLATE_NOOP("holdline::client::ServiceWords", "Recognition failed: %1"),
     QT_TRANSLATE_NOOP("holdline::client::ServiceWords", "The recognition service works again.")},
    {"voice",
     QT_TRANSLATE_NOOP("holdline::client::ServiceWords",
                       "The voice service failed: %1. The built-in voice speaks until it works "
                       "again."),
     QT_TRANSLATE_NOOP("holdline::client::ServiceWords", "Voice failed: %1"),
     QT_TRANSLATE_NOOP("holdline::client::ServiceWords", "The voice service works again.")},
    {"language",
     QT_TRANSLATE_NOOP("holdline::client::ServiceWords",
                       "The language model failed: %1. The built-in assistant answers until it "
                       "works again."),
     QT_TRANSLATE_NOOP("holdline::client::ServiceWords", "Language model failed: %1"),
     QT_TRANSLATE_NOOP("holdline::client::ServiceWords", "The language model works again.")},
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

/// The built-in engines do not know the language of the conversation.
constexpr CodePart kLanguages[]{
    {"recognition_language",
     QT_TRANSLATE_NOOP("holdline::client::ServiceWords",
                       "The built-in recogniser understands only English. In another language, "
                       "please type, or choose a different recognition in the settings.")},
    {"voice_language",
     QT_TRANSLATE_NOOP("holdline::client::ServiceWords",
                       "No built-in voice speaks this language, so the English voice reads the "
                       "answers.")},
};

/// Null if `code` is not known.
const CodePart *find(std::span<const CodePart> parts, QStringView code)
{
    const auto found = std::ranges::find_if(
        parts, [&](const CodePart &part) { return code == QLatin1StringView(part.code); });
    return found == parts.end() ? nullptr : &*found;
}

} // namespace

QString serviceTroubleText(const QString &code)
{
    if (const CodePart *language = find(kLanguages, code))
        return ServiceWords::tr(language->words);
    const FailedService failed = failedServiceIn(code);
    const CodePart *service = find(kServices, failed.engine);
    if (!service || code.endsWith(u"_changed"))
        return {};
    const CodePart *reason = find(kReasons, failed.trouble);
    return reason ? ServiceWords::tr(service->words).arg(ServiceWords::tr(reason->words))
                  : ServiceWords::tr(service->back);
}

FailedService failedServiceIn(const QString &code)
{
    const qsizetype end = code.indexOf(u'_');
    const QString engine = code.left(end);
    const QString trouble = code.mid(end + 1);
    if (end < 0 || !find(kServices, engine))
        return {};
    if (trouble == u"back" || trouble == u"changed")
        return {.engine = engine};
    return find(kReasons, trouble) ? FailedService{engine, trouble} : FailedService{};
}

QString failedServiceText(const FailedService &failed)
{
    const CodePart *service = find(kServices, failed.engine);
    const CodePart *reason = find(kReasons, failed.trouble);
    return service && reason
        ? ServiceWords::tr(service->fewWords).arg(ServiceWords::tr(reason->words))
        : QString();
}

} // namespace holdline::client
