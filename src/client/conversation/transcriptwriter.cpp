// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/conversation/transcriptwriter.h"

#include "client/conversation/transcriptmodel.h"
#include "client/voice/answerplayback.h"
#include "client/voice/heldspeech.h"

#include <QStringList>

#include <utility>

using namespace Qt::StringLiterals;

namespace holdline::client {

namespace {

/// Servers assemble an interrupted answer from its sentences, so its spaces may differ.
bool isBeginning(const QString &beginning, const QString &text)
{
    return text.simplified().startsWith(beginning.simplified());
}

} // namespace

TranscriptWriter::TranscriptWriter(TranscriptModel &model, AnswerPlayback &playback,
                                   const Clock &clock)
    : m_model(model)
    , m_playback(playback)
    , m_clock(clock)
{
}

void TranscriptWriter::writePartialTurn(const QString &text)
{
    if (text.isEmpty())
        m_model.finishUserText({}, m_clock.wallTime());
    else
        m_model.setPartialUserText(text);
}

void TranscriptWriter::writeSpokenTurn(const QString &text, Instant ended)
{
    m_model.finishUserText(text, m_clock.wallTime());
    m_turnEnded = ended;
    expectAnswer();
}

void TranscriptWriter::expectAnswer()
{
    m_playback.expectAnswer();
    m_answerShown = false;
    m_forgotten.clear();
}

bool TranscriptWriter::writePartialAnswer(const QString &text)
{
    if (text.isEmpty() || isForgotten(text))
        return false;
    const bool isAnother = beginAnswerIfAnother();
    m_model.setPartialAnswer(text);
    return isAnother;
}

bool TranscriptWriter::writeAnswer(const protocol::FinalAssistantAnswer &answer)
{
    if (isForgotten(answer.content + answer.unheard))
        return false;
    bool isAnother = false;
    const bool isInterrupted = tellsInterruption(answer);
    if (!isInterrupted) {
        isAnother = beginAnswerIfAnother();
        m_model.finishAnswer(answer.content + answer.unheard, m_clock.wallTime());
    }
    if (isInterrupted || !answer.unheard.isEmpty()) {
        // A Plain server does not know that the user read the answer.
        const bool isRead = answer.unheard.isEmpty() && m_playback.isRead();
        const QString heard = isRead ? m_model.lastAnswer() : answer.content;
        m_model.interruptAnswer(heard, answer.unheard, m_clock.wallTime());
        m_answerShown = false; // speech of it that plays until stop_tts marks no more text
    }
    m_playback.onComplete();
    return isAnother;
}

void TranscriptWriter::onStopped()
{
    if (!m_answerShown || m_playback.isReplay() || !m_playback.isUnderWay())
        return;
    updateSpoken();
    m_model.markInterrupted();
}

std::optional<Duration> TranscriptWriter::onSound()
{
    const std::optional<Instant> question = std::exchange(m_question, std::nullopt);
    if (!question)
        return std::nullopt;
    const Duration time = elapsed(m_clock.now(), *question);
    m_model.setResponseTime(time);
    return time;
}

void TranscriptWriter::updateSpoken()
{
    if (!m_answerShown)
        return;
    const auto length = static_cast<int>(m_model.lastAnswer().size());
    m_model.setSpoken(m_playback.spokenCharacters(length));
}

void TranscriptWriter::onLineLost(bool wordsMissing)
{
    m_model.finishPartialRows(m_clock.wallTime());
    m_turnEnded.reset();
    if (wordsMissing)
        addDivider(tr("Connection lost · some words may be missing"));
}

void TranscriptWriter::onSessionStarted(const Line::Session &session,
                                        const std::optional<Seam> &outage)
{
    m_forgotten.clear();
    QStringList parts{sessionWords(session)};
    const bool wordsLost = outage && outage->speechUnsent >= HeldSpeech::kAWord;
    if (wordsLost && parts.first().isEmpty())
        parts = {seamText(*outage)};
    else if (wordsLost)
        parts += tr("%1 of speech not sent").arg(speechWords(outage->speechUnsent));
    if (!parts.first().isEmpty())
        addDivider(parts.join(u" · "_s), outage ? seamDetails(*outage) : QString());
}

QString TranscriptWriter::sessionWords(const Line::Session &session)
{
    using Origin = Line::Session::Origin;
    if (session.origin == Origin::Replacement)
        return tr("The earlier conversation couldn’t be restored, so a new one started.");
    if (session.origin != Origin::Resumed)
        return {};
    if (session.messageCount == 0)
        return tr("Session restored");
    if (session.messageCount == 1) // English has no translation file and therefore no plurals
        return tr("Session restored · 1 message");
    return tr("Session restored · %n messages", nullptr, session.messageCount);
}

void TranscriptWriter::onReplaced()
{
    m_model.finishPartialRows(m_clock.wallTime());
    m_turnEnded.reset();
    m_forgotten.clear();
}

void TranscriptWriter::onRejoined()
{
    m_answerShown = false;
    m_turnEnded.reset();
    m_question.reset();
    m_forgotten.clear();
}

void TranscriptWriter::clear()
{
    m_forgotten = m_answerShown ? m_model.lastAnswer() : QString();
    m_answerShown = false;
    m_model.clear();
}

void TranscriptWriter::setAside()
{
    const bool isInterrupted = m_model.isAnswerPartial();
    m_model.finishPartialRows(m_clock.wallTime());
    if (isInterrupted)
        m_model.markInterrupted();
    m_forgotten = m_answerShown ? m_model.lastAnswer() : QString();
    m_answerShown = false;
    m_model.setAside();
}

void TranscriptWriter::onNewConversation()
{
    m_forgotten.clear();
}

bool TranscriptWriter::beginAnswerIfAnother()
{
    const bool isAnother = m_playback.onText();
    if (m_answerShown && !isAnother)
        return false;
    m_model.finishPartialAnswer(m_clock.wallTime()); // the answer before, if it is still open
    m_answerShown = true;
    m_forgotten.clear();
    const std::optional<Instant> turnEnded = std::exchange(m_turnEnded, std::nullopt);
    m_question = isAnother ? turnEnded : std::nullopt; // otherwise its speech came before its text
    return true;
}

/// All texts of one answer begin in the same way: each repeats the one before with more text, or is
/// a shortened form.
bool TranscriptWriter::isForgotten(const QString &answer) const
{
    return !m_forgotten.isEmpty()
        && (isBeginning(answer, m_forgotten) || isBeginning(m_forgotten, answer));
}

/// After an interruption the server sends the part of the answer that was said, even if it has sent
/// all of the text before.
bool TranscriptWriter::tellsInterruption(const protocol::FinalAssistantAnswer &answer) const
{
    const QString shown = m_model.lastAnswer();
    return m_answerShown && isBeginning(answer.content, shown)
        && (!m_playback.isIncomplete() || !answer.unheard.isEmpty()
            || answer.content.simplified().size() < shown.simplified().size());
}

void TranscriptWriter::addDivider(const QString &text, const QString &details)
{
    m_model.addDivider(text, m_clock.wallTime(), details);
}

} // namespace holdline::client
