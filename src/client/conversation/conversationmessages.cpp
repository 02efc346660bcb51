// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/conversation/conversationcontroller.h"

#include "client/conversation/servicewords.h"

#include <utility>
#include <variant>

using namespace Qt::StringLiterals;

// The part of ConversationController that handles the messages of the server.
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

void ConversationController::onReceived(const protocol::ServerMessage &message)
{
    if (!m_line.isLive()) // the message belongs to a conversation that is over
        return;
    const bool isAlways = std::holds_alternative<protocol::CallStatusChanged>(message)
        || std::holds_alternative<protocol::ServerError>(message);
    if (m_newAwaited > 0 && !isAlways) // the message belongs to the conversation before
        return;
    std::visit([this](const auto &m) { on(m); }, message);
    if (m_inSession && m_texts.isAnyWaiting() && m_texts.sendWaiting()) { // the line was congested
        m_report.onOtherSent();
        m_server = Activity::Thinking;
    }
    updateCaption();
}

void ConversationController::onSpeech(const protocol::AudioItem &item)
{
    if (m_newAwaited > 0)
        return;
    m_playback.receive(item);
    updateCaption();
}

void ConversationController::on(const protocol::PartialUserRequest &message)
{
    m_writer.writePartialTurn(message.content);
    m_server = message.content.isEmpty() ? Activity::Idle : Activity::Listening;
}

void ConversationController::on(const protocol::FinalUserRequest &message)
{
    if (message.content.isEmpty()) {
        on(protocol::PartialUserRequest{});
        return;
    }
    if (m_texts.takeEcho(message)) {
        m_writer.expectAnswer();
        if (const auto sent = m_writer.turnEnded())
            Q_EMIT turnUnderstood(*sent, true);
    } else if (m_history.knows(message.id)) {
        m_writer.expectAnswer();
    } else {
        const Instant ended = m_capture.lastHeard().value_or(m_clock.now());
        m_writer.writeSpokenTurn(message.content, ended);
        Q_EMIT turnUnderstood(ended, false);
    }
    m_server = Activity::Thinking;
}

void ConversationController::on(const protocol::PartialAssistantAnswer &message)
{
    if (m_writer.writePartialAnswer(message.content))
        onAnotherAnswer();
    m_server = Activity::Speaking;
}

void ConversationController::on(const protocol::FinalAssistantAnswer &message)
{
    m_server = Activity::Idle;
    if (m_history.isNewestAnswer(message.id))
        m_transcript.interruptAnswer(message.content, message.unheard, m_clock.wallTime());
    else if (!m_history.knows(message.id) && m_writer.writeAnswer(message))
        onAnotherAnswer();
}

void ConversationController::on(const protocol::TtsChunk &message)
{
    m_playback.receive(message.pcm);
}

void ConversationController::on(const protocol::StopTts &)
{
    m_report.interrupt();
}

void ConversationController::on(const protocol::TtsInterruption &)
{
    m_playback.resume();
}

void ConversationController::on(const protocol::ValidationError &message)
{
    if (m_report.isAbout(message)) {
        m_capture.setServerStopsSpeech(false);
        return;
    }
    if (std::exchange(m_toldUnasked, false)) // the user did not ask for this
        return;
    QStringList explanations;
    for (const protocol::FieldError &error : message.errors)
        explanations += error.message;
    m_texts.forgetSent();
    m_writer.cancelResponseTime();
    m_server = Activity::Idle;
    Q_EMIT refused(shortened(explanations.join(u'\n')));
}

void ConversationController::on(const protocol::Activity &message)
{
    m_server = message.state;
}

void ConversationController::on(const protocol::TtsBegin &message)
{
    m_playback.receive(message);
}

void ConversationController::on(const protocol::TtsEnd &message)
{
    m_playback.receive(message);
}

void ConversationController::on(const protocol::CallStatusChanged &message)
{
    using Status = protocol::CallStatusChanged::Status;
    if (message.status == Status::Idle && message.reason == kNew) {
        onNewConversation();
        return;
    }
    m_call.onStatus(message);
    if (message.status == Status::Ended && message.reason != u"user"_s && isMicrophoneOpen())
        m_call.start();
}

void ConversationController::on(const protocol::ServerError &message)
{
    const QString service = serviceTroubleText(message.code);
    if (!service.isEmpty())
        m_transcript.addDivider(service, m_clock.wallTime());
    else if (message.code == u"item_set_aside"_s) // a part of the conversation is missing
        m_transcript.addDivider(shortened(message.message), m_clock.wallTime());
    else
        Q_EMIT serverTroubled(message.code, shortened(message.message));
}

/// No more messages of the conversation before will come.
void ConversationController::onNewConversation()
{
    if (m_newAwaited > 0) {
        --m_newAwaited;
        return;
    }
    // The request was made before the session was told anew, or by another client of the session.
    m_report.forget();
    m_writer.clear();
    m_history.forget();
    m_texts.showAgain(m_history);
}

} // namespace holdline::client
