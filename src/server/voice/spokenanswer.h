// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/voice/answerspeech.h"
#include "server/voice/playbackestimate.h"
#include "server/voice/sentencecutter.h"
#include "speech/responder.h"

#include <QObject>

#include <vector>

namespace holdline::server {

/// One answer from its first word to its last sample. Collects the text of the responder and speaks
/// each sentence while the rest is still being written. Destroying the object cancels both. Owned
/// by VoicePipeline; main thread.
class SpokenAnswer : public QObject
{
    Q_OBJECT

public:
    /// The part of an answer that exists already when it continues after a restart.
    struct Beginning
    {
        struct Made
        {
            QString sentence;
            std::size_t samples; ///< at 48 kHz
        };

        QString text{};
        std::vector<Made> sentences{}; ///< the first sentences of `text`
    };

    /// `source` continues the text of `beginning`; null if the answer is complete. `voice` must
    /// outlive this object.
    SpokenAnswer(std::unique_ptr<speech::Answer> source, speech::Voice &voice,
                 const speech::Manner &manner, AnswerSpeech::HasRoom hasRoom,
                 const Beginning &beginning, QObject *parent = nullptr);
    ~SpokenAnswer() override;

    /// An answer with the given text. Its signals are emitted from the event loop.
    static std::unique_ptr<speech::Answer> of(const QString &text);

    /// The text that is known so far.
    QString text() const { return m_text.trimmed(); }
    /// True if no more text and no more audio will come.
    bool isComplete() const { return !m_source && m_speech.isIdle(); }
    /// True if the client was told some of the text.
    bool hasBegun() const { return !m_text.isEmpty(); }
    /// True if some of the text was spoken.
    bool hasSound() const { return m_playback.samples() > 0; }

    PlaybackEstimate &playback() { return m_playback; }
    /// If `read`, the user has no loudspeaker: text that the client was told counts as heard.
    void setRead(bool read) { m_isRead = read; }
    /// How many characters of text(), from its beginning, the user has heard or read.
    int heardBy(Instant now) const;
    /// Call it when there may be room for more audio.
    void proceed() { m_speech.proceed(); }

Q_SIGNALS:
    void textGrew(const QString &whole);
    void chunkReady(const holdline::audio::Pcm &pcm);
    /// All chunks of the sentence were emitted. It begins at `character` of text().
    void sentenceSpoken(const holdline::server::Sentence &sentence);
    /// As speech::Answer::toolsCalled().
    void toolsCalled(const holdline::speech::MemoryChange &change);
    /// The text is complete; speaking may continue.
    void textEnded(const holdline::speech::MemoryChange &change);
    void completed();

private:
    void add(const QString &text);
    void say(const std::vector<Sentence> &sentences);
    void endText(const speech::MemoryChange &change);

    QString m_text; ///< does not begin with a space
    bool m_isRead = false;
    std::size_t m_toSkip; ///< number of sentences whose audio exists already
    PlaybackEstimate m_playback;
    SentenceCutter m_cutter;
    AnswerSpeech m_speech;
    std::unique_ptr<speech::Answer> m_source; ///< null when the text is complete
};

} // namespace holdline::server
