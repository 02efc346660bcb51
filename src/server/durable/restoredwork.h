// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/durable/durableoutlet.h"
#include "server/durable/durablestream.h"
#include "server/voice/microphonedecoder.h"
#include "server/voice/voicepipeline.h"

#include <QObject>
#include <QTimer>

namespace holdline::server {

/// The work of a Durable session that was unfinished when its server stopped: an answer, a question
/// without an answer, or a turn of which the microphone audio is stored. Continues the work, or
/// gives it up if it seems to crash servers. Owned by DurableSession; main thread.
class RestoredWork : public QObject
{
    Q_OBJECT

public:
    /// All references must outlive this object. `microphone` decodes the audio from before the
    /// restart and then the new audio.
    RestoredWork(DurableStream &stream, DurableOutlet &outlet, VoicePipeline &pipeline,
                 MicrophoneDecoder &microphone, QObject *parent = nullptr);

    /// Call it once, before anything else happens in the session.
    void takeUp(const StoredSession &stored);

private:
    void goOn(const StoredSession &stored);
    void giveUp(const StoredSession &stored);

    DurableStream &m_stream;
    DurableOutlet &m_outlet;
    VoicePipeline &m_pipeline;
    MicrophoneDecoder &m_microphone;
    QTimer m_survival; ///< runs while the restored work may still crash this server
};

} // namespace holdline::server
