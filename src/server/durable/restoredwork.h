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

/// What a v1 session had in hand when its server went down: an answer, a question without one, and
/// what the microphone had heard of a turn. Takes it up again, or sets it aside when it seems to be
/// what brings servers down. Owned by DurableSession; main thread.
class RestoredWork : public QObject
{
    Q_OBJECT

public:
    /// All four outlive this. `microphone` decodes what was heard before the restart, and goes on
    /// with what comes.
    RestoredWork(DurableStream &stream, DurableOutlet &outlet, VoicePipeline &pipeline,
                 MicrophoneDecoder &microphone, QObject *parent = nullptr);

    /// To be called once, before anything else happens in the session.
    void takeUp(const StoredSession &stored);

private:
    void goOn(const StoredSession &stored);
    void setAside(const StoredSession &stored);

    DurableStream &m_stream;
    DurableOutlet &m_outlet;
    VoicePipeline &m_pipeline;
    MicrophoneDecoder &m_microphone;
    QTimer m_survival; ///< runs while the work may still bring this server down, too
};

} // namespace holdline::server
