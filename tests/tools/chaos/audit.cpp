// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/chaos/audit.h"

#include "core/overloaded.h"

#include <type_traits>

namespace holdline::chaos {

using namespace Qt::StringLiterals;

namespace {

template <typename Message>
constexpr bool kIsNumbered =
    !std::is_same_v<
        Message,
        protocol::
            PartialUserRequest> && !std::is_same_v<Message, protocol::PartialAssistantAnswer> && !std::is_same_v<Message, protocol::Activity>;

bool isNumbered(const protocol::ServerMessage &message)
{
    return std::visit([]<typename Message>(const Message &) { return kIsNumbered<Message>; },
                      message);
}

void add(Report::Count &count, const SignalCheck &check, quint64 sent)
{
    count.sent += sent;
    count.lost += check.missing(sent);
    count.repeated += check.repeated();
    count.misplaced += check.reordered() + check.wrong();
}

void add(Report::Count &count, const Ledger &ledger)
{
    count.sent += static_cast<quint64>(ledger.sent());
    count.lost += static_cast<quint64>(ledger.missing());
    count.repeated += static_cast<quint64>(ledger.repeated());
    count.misplaced += static_cast<quint64>(ledger.reordered());
}

} // namespace

Audit::Utterance &Audit::utterance(quint32 number)
{
    m_newest = std::max(m_newest, number);
    return m_utterances.try_emplace(number, Utterance{SignalCheck(m_speech), 0, {}, false})
        .first->second;
}

quint64 Audit::sent(const Utterance &utterance)
{
    // Samples that were not logged when it was interrupted will never be sent.
    return utterance.interrupted ? utterance.logged
                                 : std::max(utterance.logged, utterance.ended.value_or(0));
}

// ---- at the client

void Audit::noteSpoken(const protocol::AudioItem &item)
{
    m_spoken = item.position + static_cast<quint64>(item.pcm.size()) / sizeof(audio::Sample);
}

void Audit::noteTyped(const QString &id)
{
    m_texts.noteSent(id.toUtf8());
}

void Audit::noteReceived(const protocol::ServerMessage &message)
{
    if (!isNumbered(message))
        return;
    m_items.noteArrived(protocol::encode(message));
    if (const auto *begin = std::get_if<protocol::TtsBegin>(&message))
        utterance(begin->utterance);
    else if (const auto *end = std::get_if<protocol::TtsEnd>(&message))
        utterance(end->utterance).ended = end->samples;
    else if (std::holds_alternative<protocol::StopTts>(message) && m_newest > 0)
        utterance(m_newest).interrupted = true;
}

void Audit::noteHeard(const protocol::AudioItem &speech)
{
    utterance(speech.stream).check.take(speech.position, audio::fromBytes(speech.pcm));
}

// ---- at the server

void Audit::noteDurable(const server::Change &change)
{
    if (const auto *audio = std::get_if<server::AudioJournaled>(&change)) {
        m_mic.take(audio->audio.position, audio::fromBytes(audio->audio.pcm));
    } else if (const auto *message = std::get_if<server::MessageAppended>(&change)) {
        if (message->messageId.startsWith(kTypedId))
            m_texts.noteArrived(message->messageId.toUtf8());
    } else if (const auto *item = std::get_if<server::ItemLogged>(&change)) {
        m_items.noteSent(item->json);
    } else if (const auto *speech = std::get_if<server::SpeechLogged>(&change)) {
        Utterance &of = utterance(speech->utterance);
        of.logged = std::max(of.logged, speech->position + speech->samples);
    }
}

// ---- the result

bool Audit::isAtRest() const
{
    Report report;
    fill(report);
    const auto newest = m_utterances.find(m_newest);
    return report.mic.lost + report.tts.lost + report.messages.lost == 0
        && newest != m_utterances.end() && isOver(newest->second);
}

void Audit::fill(Report &report) const
{
    report.mic = {};
    report.tts = {};
    report.messages = {};
    add(report.mic, m_mic, m_spoken);
    for (const auto &[number, spoken] : m_utterances)
        add(report.tts, spoken.check, sent(spoken));
    add(report.messages, m_texts);
    add(report.messages, m_items);
    if (m_texts.missing() > 0)
        report.firstLoss = u"text %1"_s.arg(QString::fromUtf8(m_texts.firstMissing()));
    else if (const auto found = m_utterances.find(m_newest);
             found != m_utterances.end() && !isOver(found->second))
        report.firstLoss = u"end of answer %1, of which %2 samples came"_s.arg(m_newest).arg(
            found->second.check.end());
    else if (m_items.missing() > 0)
        report.firstLoss = u"item %1"_s.arg(QString::fromUtf8(m_items.firstMissing()));
}

} // namespace holdline::chaos
