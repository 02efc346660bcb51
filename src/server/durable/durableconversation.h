// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/door/messagerate.h"
#include "server/durable/durableoutlet.h"
#include "server/durable/durablestream.h"
#include "server/durable/restoredwork.h"
#include "server/session/takentexts.h"
#include "server/store/journal.h"
#include "server/voice/microphonedecoder.h"
#include "server/voice/voicepipeline.h"
#include "server/voice/voicesampler.h"

#include <QObject>

namespace holdline::server {

/// The conversation of a Durable session. Applies each item of the client in one transaction, and
/// takes up after a restart what was unfinished. Knows no connection. Owned by DurableSession; main
/// thread.
class DurableConversation : public QObject
{
    Q_OBJECT

public:
    /// `stored` is the state in the store, `pause` the silence that ends a turn until the client
    /// changes it, `held` the session's share of memory. All references must outlive this object.
    DurableConversation(Session &session, DurableStream &stream, const StoredStream &stored,
                        const VoiceServices &services, Duration pause,
                        const HeldMemory::Share &held, QObject *parent = nullptr);

    /// Continues the work that was under way. Call it once, before anything else happens.
    void takeUp(const StoredSession &stored);

    // ---- the client

    /// Applies an item that has just arrived. Returns what it costs the client.
    MessageRate::Cost apply(const protocol::Stream::Fresh &arrival,
                            const protocol::WireMessage &item);
    void setPlayed(const protocol::Played &played);
    /// A client has joined at the beginning of an epoch.
    void onJoined();
    /// The client that was on the line before is back.
    void onResumed() { m_pipeline.setListenerResumed(); }
    void onGone() { m_pipeline.setListenerAttached(false); }
    /// What goes to the client.
    DurableOutlet &outlet() { return m_outlet; }

    // ---- the call

    /// Ends the call, if there is one.
    void endCall(const QString &reason);
    /// Sends the state of the call, for a client that does not know it.
    void tellCall() { m_outlet.send(protocol::CallStatusChanged{m_call, {}}); }

    /// There is memory for answers again.
    void proceed() { m_pipeline.proceed(); }
    /// True while a turn or an answer is being made.
    bool isBusy() const { return m_pipeline.isBusy(); }
    protocol::Activity::State activity() const { return m_pipeline.activity(); }
    /// Memory of items, sound and speech, in bytes.
    qint64 heldBytes() const
    {
        return m_uncommitted + m_outlet.heldBytes() + m_pipeline.heldBytes();
    }
    /// Duration of the speech that the client had held.
    std::chrono::microseconds heldSpeech() const { return m_journal.heldSpeech(); }

Q_SIGNALS:
    /// The client has asked for this. It is no item.
    void sampleSpoken(const holdline::protocol::VoiceSample &sample);

private:
    MessageRate::Cost applyAudio(quint64 seq, const QByteArray &bytes);
    void refuseAudio(quint64 seq);
    MessageRate::Cost applyMessage(const protocol::Stream::Fresh &arrival, qsizetype bytes);
    QString enter(const protocol::TextMessage &typed);
    void on(const protocol::ClientMessage &message);
    void sendVoices();
    void setCall(protocol::CallStatusChanged::Status status, const QString &reason);

    const SessionId m_id;
    const speech::VoiceCatalog *m_voices; ///< null if there are none to choose
    bool m_wantsVoices = false; ///< the client has asked for them
    DurableStream &m_stream;
    DurableOutlet m_outlet;
    VoicePipeline m_pipeline;
    VoiceSampler m_sampler;
    MicrophoneDecoder m_microphone;
    RestoredWork m_restoredWork;
    Journal m_journal;
    qint64 m_uncommitted = 0; ///< bytes of received items that are not durable yet
    quint64 m_question = 0; ///< item number of the newest typed question
    protocol::CallStatusChanged::Status m_call;
    TakenTexts m_texts;
};

} // namespace holdline::server
