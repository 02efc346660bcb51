// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/answerspeech.h"
#include "server/playbackestimate.h"
#include "speech/responder.h"
#include "speech/sentences.h"

#include <QObject>

namespace holdline::server {

/// One answer from its first word to its last sample: follows the responder, and speaks each
/// sentence while the rest is still being written. Destroying it cancels both. Main thread.
class SpokenAnswer : public QObject
{
    Q_OBJECT

public:
    /// `voices` must outlive this.
    SpokenAnswer(std::unique_ptr<speech::Answer> source, speech::SynthesizerPool &voices,
                 AnswerSpeech::HasRoom hasRoom, QObject *parent = nullptr);
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
    bool hasSound() const { return m_playback.length() > Duration(0); }

    PlaybackEstimate &playback() { return m_playback; }
    /// There may be room for more audio now.
    void proceed() { m_speech.proceed(); }

Q_SIGNALS:
    void textGrew(const QString &whole);
    void chunkReady(const holdline::audio::Pcm &pcm);
    /// The responder is done; speaking may go on.
    void memoryChanged(const holdline::speech::MemoryChange &change);
    void completed();

private:
    void add(const QString &text);
    void endText();

    QString m_text;
    PlaybackEstimate m_playback;
    speech::SentenceSplitter m_sentences;
    AnswerSpeech m_speech;
    std::unique_ptr<speech::Answer> m_source; ///< null when it has said everything
};

} // namespace holdline::server
