// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/durable/durableoutlet.h"

#include "protocol/limits.h"

#include <QUuid>

#include <algorithm>
#include <utility>

namespace holdline::server {

DurableOutlet::DurableOutlet(Session &session, DurableStream &stream, const Clock &clock,
                             const HeldMemory::Share &held)
    : m_session(session.id)
    , m_record(session, clock, stream)
    , m_stream(stream)
    , m_clock(clock)
    , m_held(held)
{
}

void DurableOutlet::restore(const StoredStream &stored)
{
    m_utterance = stored.lastUtterance;
    if (!stored.answer)
        return;
    m_answer = Answer{.messageId = stored.answer->messageId,
                      .announced = stored.answer->announced,
                      .ended = stored.answer->ended};
    m_speech.emplace(m_utterance, stored.playedSpeech, stored.numberedSpeech);
    for (const StoredSentence &sentence : stored.sentences) {
        m_answer->marks.append({sentence.character, sentence.position});
        if (sentence.position + sentence.samples <= stored.playedSpeech)
            continue;
        const audio::Pcm pcm = audio::fromBytes(sentence.pcm);
        const quint64 from = std::max(stored.playedSpeech, sentence.position);
        m_speech->add(audio::PcmView(pcm).subspan(from - sentence.position));
    }
    m_speech->endSentence();
    m_speech->assumeSent();
}

void DurableOutlet::acquit()
{
    if (std::exchange(m_isSuspect, false))
        m_stream.write(RestartsNoted{m_session, 0});
}

// ---- the client

void DurableOutlet::renumber()
{
    if (!m_answer)
        return;
    m_speech->rewind();
    m_answer->announced = false;
    if (!m_speech->unnumbered(1).pcm.empty())
        announce();
    else if (m_answer->ended)
        retire();
}

void DurableOutlet::setPlayed(const protocol::Played &played)
{
    if (!m_answer || played.utterance != m_utterance)
        return;
    m_speech->setPlayed(played.position);
    if (m_answer->ended && m_speech->played() == m_speech->made())
        retire();
    else
        m_stream.writeSoon(AnswerPlayed{m_session, m_utterance, m_speech->played()});
}

void DurableOutlet::send(const protocol::ServerMessage &message)
{
    m_stream.writeItem(protocol::encode(message));
}

// ---- unnumbered messages

void DurableOutlet::sendPartialTurn(const QString &words)
{
    m_transients.setTurn(words);
    Q_EMIT transientReady();
}

void DurableOutlet::sendPartialAnswer(const QString &text)
{
    m_transients.setAnswer(text);
    Q_EMIT transientReady();
}

void DurableOutlet::sendActivity(protocol::Activity::State state)
{
    m_transients.setActivity(state);
    Q_EMIT transientReady();
}

// ---- turns

void DurableOutlet::enterSpokenTurn(const QString &text, quint64 neededFrom)
{
    m_stream.together([&] {
        acquit();
        m_stream.write(JournalTrimmed{m_session, neededFrom});
        if (!text.isEmpty())
            enterTypedTurn(text, {});
    });
    if (text.isEmpty())
        sendPartialTurn({});
}

void DurableOutlet::enterTypedTurn(const QString &text, const QString &id)
{
    m_transients.forgetTurn();
    m_stream.together([&] {
        const WallTime now = m_clock.wallTime();
        const QString named = m_record.append(speech::Role::User, text, id, now);
        send(protocol::FinalUserRequest{text, named, now});
    });
}

void DurableOutlet::configure(const protocol::Configuration &configuration)
{
    m_stream.together([&] {
        m_record.configure(configuration);
        send(protocol::Configured{configuration});
    });
}

void DurableOutlet::clearHistory(Memories memories)
{
    // Nothing was said since the last new conversation, so nothing needs to be wiped from the disk.
    if (memories == Memories::Keep && m_record.isEmpty() && !m_answer)
        return;
    m_stream.together([&] {
        retire();
        m_record.clearHistory();
        if (memories == Memories::Forget)
            m_record.setMemory({});
    });
}

void DurableOutlet::setAside(Memories memories)
{
    m_stream.together([&] {
        retire();
        m_record.setAside(memories == Memories::Forget);
    });
}

void DurableOutlet::takeBack()
{
    m_stream.together([&] { m_record.takeBack(); });
}

void DurableOutlet::forgetAside()
{
    m_stream.together([&] { m_record.forgetAside(); });
}

// ---- answers

void DurableOutlet::beginAnswer()
{
    retire();
    m_answer = Answer{.messageId = QUuid::createUuid().toString(QUuid::WithoutBraces)};
    m_speech.emplace(++m_utterance);
    m_stream.write(AnswerBegun{m_session, m_utterance, m_answer->messageId});
}

void DurableOutlet::writeAnswer(const QString &text, bool complete, const speech::Memory &memory)
{
    m_stream.together([&] {
        m_stream.write(AnswerWritten{m_session, m_utterance, text, complete});
        m_record.setMemory(memory);
    });
}

void DurableOutlet::addSpeech(const audio::Pcm &pcm)
{
    m_speech->add(pcm);
}

void DurableOutlet::endSentence(const QString &text, int character)
{
    const UtteranceSpeech::Piece sentence = m_speech->unstored();
    m_answer->marks.append({character, sentence.position});
    m_stream.together([&] {
        acquit();
        m_stream.write(SentenceStored{m_session, m_utterance, character, text, sentence.position,
                                      audio::toBytes(sentence.pcm)});
        m_speech->endSentence();
        if (!m_answer->announced)
            announce();
        numberSpeech();
    });
}

void DurableOutlet::completeAnswer(const QString &text)
{
    m_transients.forgetAnswer();
    m_answer->ended = true;
    m_answer->at = m_clock.wallTime();
    m_stream.together([&] {
        acquit();
        m_record.append(speech::Role::Assistant, text, m_answer->messageId, m_answer->at);
        m_stream.write(AnswerEnded{m_session, m_utterance});
        send(protocol::FinalAssistantAnswer{text, m_answer->messageId, m_answer->at});
        if (m_answer->announced)
            send(end());
        if (m_speech->played() == m_speech->made()) // the client has nothing more to report
            retire();
    });
}

void DurableOutlet::interruptAnswer(const QString &text, int heard, bool tell)
{
    if (!m_answer) // it was heard to its end
        return;
    m_transients.forgetAnswer();
    const WallTime at = m_answer->at.value_or(m_clock.wallTime());
    m_stream.together([&] {
        if (!m_answer->ended && !text.isEmpty())
            m_record.append(speech::Role::Assistant, text, m_answer->messageId, at);
        if (heard < text.size())
            m_record.cutShort(m_answer->messageId, heard);
        if (tell) {
            send(protocol::FinalAssistantAnswer{text.left(heard), m_answer->messageId, at,
                                                text.mid(heard)});
            send(protocol::StopTts{});
            send(protocol::TtsInterruption{});
        }
        retire();
    });
}

void DurableOutlet::reportTrouble(const protocol::ServerError &trouble)
{
    send(trouble);
}

bool DurableOutlet::hasRoom() const
{
    return !m_speech || (m_speech->unplayed() < kMaxUnplayed && m_held.mayGrow());
}

// ---- speech

/// Tells the client that the items that follow are speech of the newest answer.
void DurableOutlet::announce()
{
    m_answer->announced = true;
    m_stream.together([this] {
        m_stream.write(SpeechAnnounced{m_session, m_utterance});
        send(protocol::TtsBegin{m_utterance, m_answer->messageId});
        if (m_answer->ended)
            send(end());
    });
}

protocol::TtsEnd DurableOutlet::end() const
{
    return {m_utterance, m_speech->made(), m_answer->marks};
}

void DurableOutlet::numberSpeech()
{
    constexpr auto kPiece = static_cast<std::size_t>(protocol::kSpeechItemSamples);
    while (m_speech) {
        const UtteranceSpeech::Piece piece = m_speech->unnumbered(kPiece);
        if (piece.pcm.empty() || !m_stream.hasRoomForSpeech(piece.pcm.size()))
            return;
        if (!m_answer->announced) // an earlier server stopped before it announced the speech
            announce();
        m_stream.writeSpeech(m_utterance, piece.position, piece.pcm);
        m_speech->setNumbered(piece.pcm.size());
    }
}

/// Forgets the newest answer. Speech that has a number is still sent.
void DurableOutlet::retire()
{
    if (!m_answer)
        return;
    m_stream.write(SpeechForgotten{m_session, m_utterance});
    m_answer.reset();
    m_speech.reset();
}

} // namespace holdline::server
