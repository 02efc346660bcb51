// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/conversation/exchange.h"
#include "client/conversation/plaintexts.h"
#include "client/voice/plainreport.h"
#include "client/voice/plainuplink.h"

namespace holdline::client {

/// The exchange with a Plain server: what is said while the line is down is lost, and typed texts
/// wait here. Owned by ConversationController.
class PlainExchange : public Exchange
{
    Q_OBJECT

public:
    /// `uplink` must outlive this.
    PlainExchange(const ExchangeParts &parts, PlainUplink &uplink);

    Uplink &uplink() override { return m_uplink; }
    PlaybackReport &report() override { return m_report; }
    Calls &calls() override { return m_calls; }

    void goOn(const Line::Session &session, std::optional<Seam> outage) override;
    bool knowsChoices(const Line::Session &) const override { return false; }
    bool onLost(bool wordsUnderWay) override;
    void giveUp() override { } // the row is written when a session begins
    bool startNewConversation() override;
    bool setAside(bool memory) override;
    std::optional<int> takeBack() override;
    void forgetAside() override { m_texts.forgetAside(); }
    void forget() override;

    bool send(const protocol::ClientMessage &message) override;
    void sendUnasked(const protocol::ClientMessage &message) override;
    bool sendText(const QString &text) override;
    bool takeEcho(const protocol::FinalUserRequest &turn) override;
    void forgetTexts() override { m_texts.clear(); }
    void showTextsAgain() override { } // a Plain session ends with its conversation
    QList<TypedText> takeTexts() override { return m_texts.takeWaiting(); }
    void adopt(const QList<TypedText> &) override { } // a Durable line has taken all texts

    void onReceived() override;
    bool onRefused(const protocol::ValidationError &error) override;
    void onOverrun() override;

private:
    const SpeechDialect &speech() const override;
    Seam outage() const override;
    void sendWaiting();
    void noteSent();

    PlainUplink &m_uplink;
    PlainReport m_report;
    PlainCalls m_calls;
    PlainTexts m_texts;
    bool m_toldUnasked = false; ///< the latest message sent was one that the user did not ask for
};

} // namespace holdline::client
