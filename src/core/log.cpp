// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log.h"

#include "core/logline.h"
#include "core/lograte.h"

#include <QMutex>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace holdline {

Q_LOGGING_CATEGORY(lcLink, "holdline.link", QtInfoMsg)
Q_LOGGING_CATEGORY(lcStatus, "holdline.status", QtInfoMsg)
Q_LOGGING_CATEGORY(lcSession, "holdline.session", QtInfoMsg)
Q_LOGGING_CATEGORY(lcStore, "holdline.store", QtInfoMsg)
Q_LOGGING_CATEGORY(lcServer, "holdline.server", QtInfoMsg)
Q_LOGGING_CATEGORY(lcVoice, "holdline.voice", QtInfoMsg)
Q_LOGGING_CATEGORY(lcSpeech, "holdline.speech", QtInfoMsg)
Q_LOGGING_CATEGORY(lcCapture, "holdline.audio.capture", QtInfoMsg)
Q_LOGGING_CATEGORY(lcPlayout, "holdline.audio.playout", QtInfoMsg)
Q_LOGGING_CATEGORY(lcApp, "holdline.app", QtInfoMsg)

namespace {

void printJson(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    const QByteArray line = jsonLogLine(type, context.category, message, Clock().wallTime()) + '\n';
    std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stderr);
}

QtMessageHandler unlimitedHandler = nullptr; // a message handler can use only global variables

void printAtALimitedRate(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    static QMutex mutex;
    static LogRate rate;
    if (type == QtDebugMsg || type == QtFatalMsg) {
        unlimitedHandler(type, context, message);
        return;
    }
    const QMutexLocker lock(&mutex);
    const auto leftOut = rate.admit(context.category, Clock().now());
    if (!leftOut)
        return;
    if (*leftOut > 0)
        unlimitedHandler(QtInfoMsg, context, u"%1 lines were left out"_s.arg(*leftOut));
    unlimitedHandler(type, context, message);
}

} // namespace

void limitLogRate()
{
    unlimitedHandler = qInstallMessageHandler(printAtALimitedRate);
}

void installLogFormat(LogFormat format)
{
    qSetMessagePattern(QStringLiteral(
        "%{time yyyy-MM-ddTHH:mm:ss.zzz} "
        "%{if-debug}debug%{endif}%{if-info}info%{endif}%{if-warning}warning%{endif}"
        "%{if-critical}critical%{endif}%{if-fatal}fatal%{endif} %{category}: %{message}"));
    qInstallMessageHandler(format == LogFormat::Json ? printJson : nullptr);
}

} // namespace holdline
