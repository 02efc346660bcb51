// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"
#include "protocol/control.h"
#include "protocol/limits.h"
#include "protocol/stream.h"

#include <QWebSocket>

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

namespace holdline::testing {

/// A Durable client that decides nothing by itself. It does what the test says, right or wrong,
/// keeps what it receives, and acknowledges it. Its streams outlive its connections.
class DurableClient : public QObject
{
public:
    /// Sends `token` to the server unless it is empty.
    explicit DurableClient(QUrl url, QByteArray token = {});
    ~DurableClient() override;

    // ---- connections

    /// Opens another connection. The one before stays open, but is not read any more.
    void dial();
    /// Sets the address of the next connection.
    void setUrl(const QUrl &url) { m_url = url; }
    /// Ends the connection like a pulled cable.
    void cut();
    QWebSocket &socket() { return *m_socket; }
    QWebSocket &olderSocket() { return *m_older.back(); }
    int closeCode() const { return static_cast<int>(m_socket->closeCode()); }

    // ---- the handshake

    bool isGreeted() const { return heard<protocol::Hello>(); }
    void open();
    /// Resumes the session with the right proof. Names the last item that was received, unless the
    /// client `forgot` its streams.
    void resume(bool forgot = false);
    QByteArray proof() const;
    bool isWelcome() const { return m_stream.isAttached(); }
    void setWindow(qint64 window) { m_window = window; }
    /// The codecs that it offers; "pcm" at first. The test decides what it really sends.
    void setCodecs(const QStringList &codecs) { m_codecs = codecs; }
    /// Becomes another client of the same session.
    void adopt(const DurableClient &owner);

    /// Opens a session after the server's hello. Returns whether the server welcomes it within
    /// 10 s.
    [[nodiscard]] bool enter();
    /// Cuts the line, dials and resumes. Returns whether the server welcomes it within 10 s.
    [[nodiscard]] bool comeBack();

    const std::optional<SessionId> &id() const { return m_id; }
    const QByteArray &secret() const { return m_secret; }
    const QString &epoch() const { return m_epoch; }
    protocol::Stream &stream() { return m_stream; }

    // ---- talking

    void send(const protocol::ControlMessage &message) { sendRaw({false, encode(message)}); }
    void sendRaw(const protocol::WireMessage &message);
    /// Numbers the message, and sends it as soon as there is a session.
    void send(const protocol::ClientMessage &message) { append({false, encode(message)}); }
    void type(const QString &text, const QString &id = {});
    void send(const protocol::AudioItem &item) { append({true, encode(item)}); }
    /// Sends sound at 16 kHz, in items of 100 ms.
    void sendAudio(audio::PcmView pcm, bool replayed = false);
    void speak(std::chrono::milliseconds duration);
    void beSilent(std::chrono::milliseconds duration);
    void tellPlayed(quint32 utterance, quint64 position);
    /// With false, later items are not acknowledged.
    void setAcknowledging(bool acknowledging) { m_acknowledging = acknowledging; }

    // ---- what was heard

    /// The newest control message of this kind on this connection.
    template <typename Message>
    const Message *last() const
    {
        const Message *newest = nullptr;
        for (const protocol::ControlMessage &control : m_controls) {
            if (const auto *message = std::get_if<Message>(&control))
                newest = message;
        }
        return newest;
    }
    template <typename Message>
    bool heard() const
    {
        return last<Message>() != nullptr;
    }
    const QList<protocol::HistoryMessage> &history() const { return m_history; }
    /// The numbered messages of all connections, each once and in order.
    template <typename Message>
    QList<Message> items() const
    {
        return of<Message>(m_items);
    }
    /// The unnumbered messages.
    template <typename Message>
    QList<Message> transients() const
    {
        return of<Message>(m_transients);
    }
    /// The final texts of the user's turns, and the complete answers.
    QStringList turns() const;
    QStringList answers() const;
    /// The binary items.
    const QList<protocol::AudioItem> &speech() const { return m_speech; }
    /// The samples of these items in one piece.
    audio::Pcm heardSpeech() const;
    bool sawViolation() const { return m_violation; }

private:
    template <typename Message>
    static QList<Message> of(const QList<protocol::ServerMessage> &messages)
    {
        QList<Message> found;
        for (const protocol::ServerMessage &message : messages) {
            if (const auto *wanted = std::get_if<Message>(&message))
                found.append(*wanted);
        }
        return found;
    }
    protocol::AudioOffer offer() const;

    void append(const protocol::WireMessage &item);
    void pump();
    void receive(const protocol::WireMessage &message);
    void onControl(const protocol::ControlMessage &control);
    void onWelcome(const protocol::Welcome &welcome);

    QUrl m_url;
    QByteArray m_token;
    std::unique_ptr<QWebSocket> m_socket;
    std::vector<std::unique_ptr<QWebSocket>> m_older;
    protocol::Stream m_stream;
    qint64 m_window = protocol::kWindow;
    QStringList m_codecs{QStringLiteral("pcm")};
    qint64 m_peerWindow = 0;
    bool m_acknowledging = true;
    bool m_violation = false;
    std::optional<SessionId> m_id;
    QByteArray m_secret;
    QString m_epoch;
    quint64 m_captured = 0;
    QList<protocol::ControlMessage> m_controls;
    QList<protocol::HistoryMessage> m_history;
    QList<protocol::ServerMessage> m_items;
    QList<protocol::ServerMessage> m_transients;
    QList<protocol::AudioItem> m_speech;
};

} // namespace holdline::testing
