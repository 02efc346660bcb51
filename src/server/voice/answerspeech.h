// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"
#include "server/voice/playbackestimate.h"
#include "server/voice/sentencecutter.h"
#include "speech/synthesizerpool.h"

#include <QObject>

#include <deque>
#include <functional>
#include <memory>

namespace holdline::server {

/// Speaks the sentences of one answer one after the other and cuts the audio into chunks for the
/// wire. Makes the next sentence only while there is room for it. Destroying it stops the work.
/// Main thread; the synthesis itself happens in the pool's workers.
class AnswerSpeech : public QObject
{
    Q_OBJECT

public:
    /// False while too much audio waits for the client.
    using HasRoom = std::function<bool()>;

    /// `voices` delivers 48 kHz. Everything spoken is entered into `playback`. Both outlive this.
    AnswerSpeech(speech::SynthesizerPool &voices, PlaybackEstimate &playback, HasRoom hasRoom,
                 QObject *parent = nullptr);
    ~AnswerSpeech() override;

    void say(const Sentence &sentence);
    /// There may be room now.
    void proceed();
    /// Nothing is being spoken or waits to be.
    bool isIdle() const { return m_sentences.empty(); }

Q_SIGNALS:
    /// 100 … 200 ms of speech, the end of a sentence less.
    void chunkReady(const holdline::audio::Pcm &pcm);
    /// All its chunks have been handed out; there are none when it could not be spoken.
    void sentenceSpoken(const holdline::server::Sentence &sentence);
    void becameIdle();

private:
    void add(const audio::Pcm &pcm);
    void endSentence();
    void emitChunk(std::size_t samples);

    speech::SynthesizerPool &m_voices;
    PlaybackEstimate &m_playback;
    HasRoom m_hasRoom;
    std::deque<Sentence> m_sentences; ///< the first one is being spoken while there is m_speech
    std::unique_ptr<speech::Speech> m_speech;
    audio::Pcm m_unsent;
};

} // namespace holdline::server
