// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/conversation/messagereader.h"

#include "client/conversation/callcontroller.h"
#include "client/conversation/exchange.h"
#include "client/conversation/historywriter.h"
#include "client/conversation/servicewords.h"
#include "client/conversation/transcriptmodel.h"
#include "client/conversation/transcriptwriter.h"
#include "client/voice/answerplayback.h"
#include "client/voice/playbackreport.h"
#include "client/voice/voicecapture.h"

#include <variant>

using namespace Qt::StringLiterals;

namespace holdline::client {

namespace {

using Activity = protocol::Activity::State;

/// The most characters of a server's explanation that are shown.
constexpr qsizetype kLongestExplanation = 500;

QString shortened(const QString &explanation)
{
    return explanation.size() > kLongestExplanation ? explanation.first(kLongestExplanation) + u'…'
                                                    : explanation;
}

/// The server confirms a new conversation with this word. No message of the old conversation comes
/// after it.
constexpr QStringView kNew = u"new";

} // namespace

MessageReader::MessageReader(const Parts &parts, Exchange &exchange)
    : m_parts(parts)
    , m_exchange(&exchange)
{
}

void MessageReader::read(const protocol::ServerMessage &message)
{
    const bool isAlways = std::holds_alternative<protocol::CallStatusChanged>(message)
        || std::holds_alternative<protocol::ServerError>(message);
    if (m_newAwaited > 0 && !isAlways) { // the message belongs to the conversation before
        if (const auto *turn = std::get_if<protocol::FinalUserRequest>(&message))
            m_exchange->takeEcho(*turn);
        return;
    }
    std::visit([this](const auto &m) { on(m); }, message);
    m_exchange->onReceived();
}

void MessageReader::readSpeech(const protocol::AudioItem &item)
{
    if (m_newAwaited == 0)
        m_parts.playback.receive(item);
}

void MessageReader::on(const protocol::PartialUserRequest &message)
{
    m_parts.writer.writePartialTurn(message.content);
    m_activity = message.content.isEmpty() ? Activity::Idle : Activity::Listening;
}

void MessageReader::on(const protocol::FinalUserRequest &message)
{
    if (message.content.isEmpty()) {
        on(protocol::PartialUserRequest{});
        return;
    }
    if (m_exchange->takeEcho(message)) {
        m_parts.writer.expectAnswer();
        if (const auto sent = m_parts.writer.turnEnded())
            Q_EMIT turnUnderstood(*sent, true);
    } else if (m_parts.history.knows(message.id)) {
        m_parts.writer.expectAnswer();
    } else {
        const Instant ended = m_parts.capture.lastHeard().value_or(m_parts.clock.now());
        m_parts.writer.writeSpokenTurn(message.content, ended);
        Q_EMIT turnUnderstood(ended, false);
    }
    m_activity = Activity::Thinking;
}

void MessageReader::on(const protocol::PartialAssistantAnswer &message)
{
    if (m_parts.writer.writePartialAnswer(message.content))
        Q_EMIT answerBegan();
    m_activity = Activity::Speaking;
}

void MessageReader::on(const protocol::FinalAssistantAnswer &message)
{
    m_activity = Activity::Idle;
    if (m_parts.history.isNewestAnswer(message.id))
        m_parts.transcript.interruptAnswer(message.content, message.unheard,
                                           m_parts.clock.wallTime());
    else if (!m_parts.history.knows(message.id) && m_parts.writer.writeAnswer(message))
        Q_EMIT answerBegan();
}

void MessageReader::on(const protocol::TtsChunk &message)
{
    m_parts.playback.receive(message.pcm);
}

void MessageReader::on(const protocol::StopTts &)
{
    m_exchange->report().interrupt();
}

void MessageReader::on(const protocol::TtsInterruption &)
{
    m_parts.playback.resume();
}

void MessageReader::on(const protocol::ValidationError &message)
{
    if (m_exchange->onRefused(message))
        return;
    QStringList explanations;
    for (const protocol::FieldError &error : message.errors)
        explanations += error.message;
    m_parts.writer.cancelResponseTime();
    m_activity = Activity::Idle;
    Q_EMIT refused(shortened(explanations.join(u'\n')));
}

void MessageReader::on(const protocol::Activity &message)
{
    m_activity = message.state;
}

void MessageReader::on(const protocol::TtsBegin &message)
{
    m_parts.playback.receive(message);
}

void MessageReader::on(const protocol::TtsEnd &message)
{
    m_parts.playback.receive(message);
}

void MessageReader::on(const protocol::CallStatusChanged &message)
{
    using Status = protocol::CallStatusChanged::Status;
    if (message.status == Status::Idle && message.reason == kNew) {
        onNewConversation();
        return;
    }
    m_parts.call.onStatus(message);
    if (message.status == Status::Ended && message.reason != u"user"_s && m_parts.capture.isOpen())
        m_parts.call.start();
}

void MessageReader::on(const protocol::ServerError &message)
{
    const QString service = serviceTroubleText(message.code);
    const bool isOfService = !failedServiceIn(message.code).engine.isEmpty();
    if (isOfService && service.isEmpty())
        return; // only the header shows it
    if (!service.isEmpty())
        m_parts.transcript.addDivider(service, m_parts.clock.wallTime());
    else if (message.code == u"work_given_up"_s) // a part of the conversation is missing
        m_parts.transcript.addDivider(shortened(message.message), m_parts.clock.wallTime());
    else
        Q_EMIT serverTroubled(message.code, shortened(message.message));
}

/// No more messages of the conversation before will come.
void MessageReader::onNewConversation()
{
    if (m_newAwaited > 0) {
        --m_newAwaited;
        m_parts.writer.onNewConversation();
        return;
    }
    // The request was made before the session was told anew, or by another client of the session.
    m_exchange->report().forget();
    m_parts.writer.clear();
    m_parts.history.forget();
    m_exchange->showTextsAgain();
}

} // namespace holdline::client
