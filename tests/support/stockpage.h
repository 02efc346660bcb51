// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"

#include <QElapsedTimer>
#include <QList>
#include <QObject>
#include <QSet>
#include <QTimer>
#include <QUrl>
#include <QWebSocket>

class QJsonObject;

namespace holdline::testing {

/// The web page of RealtimeVoiceChat, without a browser: what it sends, when, and what it makes of
/// what it hears. Written after the page and after nothing of ours, so that it does not err with
/// us. Its microphone is always open; it speaks and listens in real time. Needs a running event
/// loop.
class StockPage : public QObject
{
    Q_OBJECT

public:
    struct Bubble
    {
        QString role; ///< "user" or "assistant"
        QString content;

        friend bool operator==(const Bubble &, const Bubble &) = default;
    };

    StockPage();
    ~StockPage() override;

    /// The start button. A `session` is what the fork adds: the stock page offers none.
    void start(const QUrl &url, const QString &session = {});
    /// The stop button: the last batch is filled up with zeros.
    void stop();
    /// The cable is pulled.
    void vanish();
    bool isRecording() const { return m_microphone.isActive(); }

    /// Says this into the microphone, 48 kHz, behind what it has not said yet.
    void say(const audio::Pcm &pcm);
    bool isSpeaking() const { return m_said < m_toSay.size(); }
    void clear(); ///< the button
    void setSpeed(int speed); ///< the slider

    const QList<Bubble> &chat() const { return m_chat; }
    /// Contents of one role.
    QStringList said(const QString &role) const;
    QString typingUser() const { return m_typingUser; }
    QString typingAssistant() const { return m_typingAssistant; }
    int partials() const { return m_partials; } ///< of the user's turns
    bool isPlaying() const { return m_isPlaying; }
    /// All that came out of the loudspeaker, without the pauses.
    const audio::Pcm &heard() const { return m_heard; }
    /// "start" when the first sample plays, "stop" when the buffer ran dry, "clear" for stop_tts,
    /// "go on" for tts_interruption, "ignored" for a chunk in between (once).
    const QStringList &playback() const { return m_playback; }

    /// What the fork keeps; empty until it was told.
    QString session() const { return m_session; }
    /// The messages of session_restored.
    QList<int> restored() const { return m_restored; }

    /// Every text message as it came.
    const QList<QByteArray> &wire() const { return m_wire; }
    int binaryMessages() const { return m_binaryMessages; }
    /// Types that the page does not know, and ignores.
    const QSet<QString> &unknownTypes() const { return m_unknownTypes; }
    QString subprotocol() const { return m_socket->subprotocol(); }

Q_SIGNALS:
    void changed();

private:
    void onOpen();
    void onMessage(const QByteArray &text);
    void onText(const QString &type, const QString &content);
    void onSpeech(const QString &type, const QString &content);
    void onSession(const QString &type, const QJsonObject &json);
    void record();
    void batch(audio::PcmView pcm);
    void flushBatch();
    void flushRemainder();
    void play();
    void clearPlayback();
    void note(const QString &event);
    void sendType(const QString &type);
    bool isOpen() const { return m_socket->state() == QAbstractSocket::ConnectedState; }

    std::unique_ptr<QWebSocket> m_socket;
    QTimer m_microphone;
    QElapsedTimer m_recording;
    std::size_t m_recorded = 0; ///< samples since m_recording began
    audio::Pcm m_toSay;
    std::size_t m_said = 0;
    audio::Pcm m_batch;

    QTimer m_loudspeaker;
    QElapsedTimer m_listening;
    std::size_t m_listened = 0; ///< samples since m_listening began
    audio::Pcm m_buffer;
    bool m_workletPlays = false; ///< what the worklet knows
    bool m_isPlaying = false; ///< what the page knows
    bool m_ignoresSpeech = false;
    audio::Pcm m_heard;
    QStringList m_playback;

    QList<Bubble> m_chat;
    QString m_typingUser;
    QString m_typingAssistant;
    int m_partials = 0;
    QString m_session;
    QList<int> m_restored;
    QList<QByteArray> m_wire;
    QSet<QString> m_unknownTypes;
    int m_binaryMessages = 0;
};

} // namespace holdline::testing
