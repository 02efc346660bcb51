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

/// The web page of RealtimeVoiceChat without a browser: what it sends and when, and what it does
/// with what it receives. Written after the page and not after our code, so that it does not share
/// our mistakes. Its microphone is always open; it speaks and listens in real time. Needs a running
/// event loop.
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

    /// The start button. `session` is an addition of the fork; the stock page offers none.
    void start(const QUrl &url, const QString &session = {});
    /// The stop button. The last batch is filled up with zeros.
    void stop();
    /// Ends the connection like a pulled cable.
    void vanish();
    bool isRecording() const { return m_microphone.isActive(); }

    /// Says this into the microphone at 48 kHz, after what it has not said yet.
    void say(const audio::Pcm &pcm);
    bool isSpeaking() const { return m_said < m_toSay.size(); }
    void clear(); ///< the button of the page
    void setSpeed(int speed); ///< the slider of the page

    const QList<Bubble> &chat() const { return m_chat; }
    /// The texts of one role.
    QStringList said(const QString &role) const;
    QString typingUser() const { return m_typingUser; }
    QString typingAssistant() const { return m_typingAssistant; }
    int partials() const { return m_partials; } ///< partial texts of the user's turns
    bool isPlaying() const { return m_isPlaying; }
    /// All sound of the loudspeaker, without the pauses.
    const audio::Pcm &heard() const { return m_heard; }
    /// The events of playback: "start" when the first sample plays, "stop" when the buffer ran dry,
    /// "clear" for stop_tts, "go on" for tts_interruption, and "ignored" once for chunks in
    /// between.
    const QStringList &playback() const { return m_playback; }

    /// The session id that the fork keeps; empty until it gets one.
    QString session() const { return m_session; }
    /// The message counts of each session_restored.
    QList<int> restored() const { return m_restored; }

    /// Every text message as it came.
    const QList<QByteArray> &wire() const { return m_wire; }
    int binaryMessages() const { return m_binaryMessages; }
    /// Types that the page does not know and ignores.
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
    bool m_workletPlays = false; ///< the worklet believes that it plays
    bool m_isPlaying = false; ///< the page believes that it plays
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
