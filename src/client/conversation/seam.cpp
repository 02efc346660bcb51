// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/conversation/seam.h"

#include "client/conversation/timeofday.h"
#include "client/voice/heldspeech.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace holdline::client {

namespace {

constexpr Duration kNoticed{1000};

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(holdline::client::Seam)
};

Duration allKept(const Seam &seam)
{
    return seam.speechKept + seam.left.value_or(Duration(0));
}

QString keptWords(const Seam &seam)
{
    const QString speech = speechWords(allKept(seam));
    if (seam.note == Seam::Note::Discarded)
        return Words::tr("%1 of speech discarded").arg(speech);
    if (seam.end == Seam::End::GivenUp || seam.note == Seam::Note::Offered)
        return Words::tr("%1 of speech kept").arg(speech);
    return Words::tr("%1 of speech kept and sent").arg(speech);
}

QString lostWords(const Seam &seam)
{
    const QString speech = speechWords(seam.speechLost);
    const auto limit = std::chrono::duration_cast<std::chrono::seconds>(HeldSpeech::kLimit);
    return Words::tr("%1 of speech lost: limit of %2 s reached").arg(speech).arg(limit.count());
}

/// What the outage may have cost beside the speech said during it; empty if it cost no more.
QString riskWords(const Seam &seam)
{
    const bool isLost = seam.server == Seam::Server::Restarts || seam.end == Seam::End::Replaced;
    return seam.wordsUnderWay && isLost ? Words::tr("some words may be missing") : QString();
}

QString answerWords(const Seam &seam)
{
    if (!seam.answerAt || seam.end == Seam::End::GivenUp)
        return {};
    return seam.end == Seam::End::Replaced ? Words::tr("the rest of the answer is lost")
                                           : Words::tr("answer resumed");
}

QString offlineWords(const Seam &seam)
{
    if (seam.left)
        return Words::tr("Holdline was closed for %1").arg(timeWords(seam.offline));
    return seam.end == Seam::End::GivenUp
        ? Words::tr("Offline since %1").arg(timeOfDayWithSeconds(seam.since))
        : Words::tr("Offline for %1").arg(timeWords(seam.offline));
}

/// A position in an answer: "1:05".
QString answerTime(Duration at)
{
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(at).count();
    return u"%1:%2"_s.arg(qint64(seconds / 60)).arg(qint64(seconds % 60), 2, 10, QChar(u'0'));
}

} // namespace

bool isVisible(const Seam &seam)
{
    return seam.offline >= kNoticed || allKept(seam) > Duration(0) || seam.speechLost > Duration(0)
        || seam.speechUnsent > Duration(0) || seam.texts > 0 || seam.end == Seam::End::Replaced
        || !riskWords(seam).isEmpty();
}

QString seamText(const Seam &seam)
{
    QStringList parts{offlineWords(seam)};
    if (seam.end == Seam::End::Replaced)
        parts += Words::tr("the earlier conversation couldn’t be restored, so a new one started");
    if (allKept(seam) > Duration(0))
        parts += keptWords(seam);
    if (seam.speechLost > Duration(0))
        parts += lostWords(seam);
    if (seam.speechUnsent > Duration(0))
        parts += Words::tr("%1 of speech not sent").arg(speechWords(seam.speechUnsent));
    parts += answerWords(seam);
    parts += riskWords(seam);
    parts.removeAll(QString());
    return parts.join(u" · "_s);
}

QString seamDetails(const Seam &seam)
{
    QStringList lines;
    if (seam.end == Seam::End::GivenUp)
        lines += Words::tr("Offline since %1").arg(timeOfDayWithSeconds(seam.since));
    else
        lines += Words::tr("Offline from %1 to %2")
                     .arg(timeOfDayWithSeconds(seam.since),
                          timeOfDayWithSeconds(seam.since + seam.offline));
    if (!seam.reason.isEmpty())
        lines += Words::tr("Cause: %1").arg(seam.reason);
    if (seam.server == Seam::Server::Restarts)
        lines += Words::tr("This server can’t continue where the connection was lost");
    if (allKept(seam) > Duration(0))
        lines += Words::tr("Speech held: %1").arg(speechWords(allKept(seam)));
    if (const Duration lost = seam.speechLost + seam.speechUnsent; lost > Duration(0))
        lines += Words::tr("Speech lost: %1").arg(speechWords(lost));
    if (seam.texts > 0)
        lines += Words::tr("Messages held: %1").arg(seam.texts);
    if (seam.sentAgain > 0)
        lines += Words::tr("Messages resent: %1").arg(seam.sentAgain);
    if (!answerWords(seam).isEmpty() && seam.end == Seam::End::Restored)
        lines += Words::tr("Answer continued at %1").arg(answerTime(*seam.answerAt));
    return lines.join(u'\n');
}

QString speechWords(Duration duration)
{
    const double seconds = static_cast<double>(duration.count()) / 1000;
    return Words::tr("%1 s", "seconds").arg(QLocale().toString(seconds, 'f', 1));
}

QString timeWords(Duration duration)
{
    const auto seconds = std::chrono::round<std::chrono::seconds>(duration).count();
    if (seconds < 60)
        return Words::tr("%1 s", "seconds").arg(seconds);
    if (seconds < 3600 && seconds % 60 == 0)
        return Words::tr("%1 min", "minutes").arg(seconds / 60);
    if (seconds < 3600)
        return Words::tr("%1 min %2 s").arg(seconds / 60).arg(seconds % 60);
    return Words::tr("%1 h %2 min").arg(seconds / 3600).arg(seconds % 3600 / 60);
}

} // namespace holdline::client
