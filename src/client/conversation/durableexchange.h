// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/conversation/durabletexts.h"
#include "client/conversation/exchange.h"
#include "client/voice/durablereport.h"
#include "client/voice/durableuplink.h"

namespace holdline::client {

class HistoryWriter;

/// The exchange with a Durable server: what is said and typed while the line is down goes out
/// later, after the user's consent if it has become old, and an answer goes on where it stopped.
/// Owned by ConversationController.
class DurableExchange : public Exchange
{
    Q_OBJECT

public:
    /// Both references must outlive this.
    DurableExchange(const ExchangeParts &parts, DurableUplink &uplink, HistoryWriter &history);

    Uplink &uplink() override { return m_uplink; }
    PlaybackReport &report() override { return m_report; }
    Calls &calls() override { return m_calls; }

    void goOn(const Line::Session &session, std::optional<Seam> outage) override;
    bool knowsChoices(const Line::Session &session) const override;
    bool onLost(bool wordsUnderWay) override;
    void giveUp() override;
    bool startNewConversation() override;
    bool setAside(bool memory) override;
    std::optional<int> takeBack() override;
    void forgetAside() override;
    void forget() override;

    bool send(const protocol::ClientMessage &message) override;
    void sendUnasked(const protocol::ClientMessage &message) override { send(message); }
    bool sendText(const QString &text) override;
    bool takeEcho(const protocol::FinalUserRequest &turn) override;
    void forgetTexts() override { m_texts.clear(); }
    void showTextsAgain() override { m_texts.showAgain(m_history); }
    QList<TypedText> takeTexts() override { return {}; }
    void adopt(const QList<TypedText> &texts) override { m_texts.adopt(texts); }

    void onReceived() override { }
    bool onRefused(const protocol::ValidationError &) override { return false; }
    void onOverrun() override;

    // ---- Durable only

    /// The user's decision after lateNoteOffered().
    void decideLateNote(bool send);

Q_SIGNALS:
    void lateNoteOffered(holdline::Duration speech, holdline::Duration age, int texts);
    /// The late note needs no decision any more.
    void lateNoteWithdrawn();
    /// The server has not acknowledged a text in time.
    void textStalled();

private:
    const SpeechDialect &speech() const override;
    Seam outage() const override;
    void onLeftFound(const DurableLine::Left &left);
    void onHistory(const QList<protocol::HistoryMessage> &messages, bool first, bool last);

    DurableUplink &m_uplink;
    HistoryWriter &m_history;
    DurableReport m_report;
    DurableCalls m_calls;
    DurableTexts m_texts;
    int m_asides = 0; ///< how often a conversation was set aside since the last one was taken back
    std::optional<Seam> m_rejoinedAfter; ///< the outage whose row follows the history
};

} // namespace holdline::client
