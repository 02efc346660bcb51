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

/// One answer from its first word to its last sample: follows the responder, and speaks each
/// sentence while the rest is still being written. Destroying it cancels both. Main thread.
class SpokenAnswer : public QObject
{
    Q_OBJECT

public:
    /// What there is already of an answer that goes on after a restart.
    struct Beginning
    {
        struct Made
        {
            QString sentence;
            std::size_t samples; ///< at 48 kHz
        };

        QString text{};
        std::vector<Made> sentences{}; ///< the first ones of `text`
    };

    /// `source` adds to the text of `beginning`; null: nothing more is to be made of the answer.
    /// `voices` must outlive this.
    SpokenAnswer(std::unique_ptr<speech::Answer> source, speech::SynthesizerPool &voices,
                 AnswerSpeech::HasRoom hasRoom, const Beginning &beginning,
                 QObject *parent = nullptr);
    ~SpokenAnswer() override;

    /// An answer that nobody has to think about. Nothing is emitted before control returns to the
    /// event loop.
    static std::unique_ptr<speech::Answer> of(const QString &text);

    /// All of it that is known.
    QString text() const { return m_text.trimmed(); }
    /// No more text and no more audio will come.
    bool isComplete() const { return !m_source && m_speech.isIdle(); }
    /// Some of it has been told to the client.
    bool hasBegun() const { return !m_text.isEmpty(); }
    /// Some of it has been spoken.
    bool hasSound() const { return m_playback.samples() > 0; }

    PlaybackEstimate &playback() { return m_playback; }
    /// The user has no loudspeaker: what is told of the answer counts as heard.
    void setRead(bool read) { m_isRead = read; }
    /// The first characters of text() that the user has heard, or read.
    int heardBy(Instant now) const;
    /// There may be room for more audio now.
    void proceed() { m_speech.proceed(); }

Q_SIGNALS:
    void textGrew(const QString &whole);
    void chunkReady(const holdline::audio::Pcm &pcm);
    /// All chunks of the sentence have been handed out; it begins at `character` of text().
    void sentenceSpoken(const holdline::server::Sentence &sentence);
    /// The responder is done; speaking may go on.
    void textEnded(const holdline::speech::MemoryChange &change);
    void completed();

private:
    void add(const QString &text);
    void say(const std::vector<Sentence> &sentences);
    void endText(const speech::MemoryChange &change);

    QString m_text; ///< begins with a character that is no space
    bool m_isRead = false;
    std::size_t m_toSkip; ///< sentences that are made already
    PlaybackEstimate m_playback;
    SentenceCutter m_cutter;
    AnswerSpeech m_speech;
    std::unique_ptr<speech::Answer> m_source; ///< null when it has said everything
};

} // namespace holdline::server
