// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"
#include "server/voice/playbackestimate.h"
#include "server/voice/sentencecutter.h"
#include "speech/voice.h"

#include <QObject>

#include <deque>
#include <functional>
#include <memory>

namespace holdline::server {

/// Speaks the sentences of one answer in order and cuts the audio into chunks. Begins a sentence
/// only while there is room for it. Destroying the object stops the work. Owned by SpokenAnswer;
/// main thread; synthesis runs elsewhere.
class AnswerSpeech : public QObject
{
    Q_OBJECT

public:
    /// Returns false while too much audio waits for the client.
    using HasRoom = std::function<bool()>;

    /// `voice` delivers 48 kHz. All speech is recorded in `playback`. Both must outlive this
    /// object.
    AnswerSpeech(speech::Voice &voice, const speech::Manner &manner, PlaybackEstimate &playback,
                 HasRoom hasRoom, QObject *parent = nullptr);
    ~AnswerSpeech() override;

    void say(const Sentence &sentence);
    /// Call it when there may be room again.
    void proceed();
    /// True if no sentence is being spoken or waits to be spoken.
    bool isIdle() const { return m_sentences.empty(); }

Q_SIGNALS:
    /// 100 … 200 ms of speech at 48 kHz; less at the end of a sentence.
    void chunkReady(const holdline::audio::Pcm &pcm);
    /// All chunks of the sentence were emitted; none if it could not be spoken.
    void sentenceSpoken(const holdline::server::Sentence &sentence);
    void becameIdle();

private:
    void add(const audio::Pcm &pcm);
    void endSentence();
    void emitChunk(std::size_t samples);

    speech::Voice &m_voice;
    speech::Manner m_manner;
    PlaybackEstimate &m_playback;
    HasRoom m_hasRoom;
    std::deque<Sentence> m_sentences; ///< while m_speech exists, the first one is being spoken
    std::unique_ptr<speech::Speech> m_speech;
    audio::Pcm m_unsent;
};

} // namespace holdline::server
