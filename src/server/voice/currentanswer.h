// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/session/session.h"
#include "server/voice/outlet.h"
#include "server/voice/spokenanswer.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace holdline::server {

/// The answer that a session gives now: it exists from the question until the client has played all
/// of it, or until it is interrupted. Tells the outlet what is written and spoken of it, and
/// follows how much of it the user has heard. Owned by VoicePipeline; main thread.
class CurrentAnswer : public QObject
{
    Q_OBJECT

public:
    /// How the server learns how much the user has heard.
    enum class Playback {
        Plain, ///< estimated from TtsStart and TtsStop
        Durable, ///< reported exactly, by setPlayed()
    };

    /// All references must outlive this object.
    CurrentAnswer(const Session &session, speech::Voice &voice, const Clock &clock,
                  Playback playback, Outlet &outlet, QObject *parent = nullptr);

    /// Takes the place of an answer that was interrupted or dropped. `source` continues the text of
    /// `beginning`; null if the answer is complete. `reminder` is what the answer tells, if it is a
    /// reminder; it is removed from memory when it was told.
    void begin(std::unique_ptr<speech::Answer> source,
               const SpokenAnswer::Beginning &beginning = {},
               const std::optional<speech::Reminder> &reminder = {});
    enum class Unheard { Keep, Drop };
    /// Ends the answer, if there is one, and tells the outlet if the user may have heard of it.
    void interrupt(Unheard unheard = Unheard::Keep);
    /// Interrupts it at this sample.
    void interruptAt(quint64 position);
    /// The client will not come back: the text so far is all there will be.
    void hangUp();

    bool exists() const { return m_answer != nullptr; }
    /// True while some of the answer is still to be made.
    bool isBusy() const { return m_answer && !m_answer->isComplete(); }
    /// What the session does apart from listening.
    protocol::Activity::State activity() const;

    /// There may be room for more speech.
    void proceed();
    /// Durable: the client has played the answer up to this sample. If `read`, it has no
    /// loudspeaker.
    void setPlayed(quint64 samples, bool read);
    /// Plain: the client has begun or stopped to play.
    void onPlaybackStarted();
    void onPlaybackStopped();

Q_SIGNALS:
    /// activity() or exists() may have changed.
    void changed();

private:
    bool isDurable() const { return m_playback == Playback::Durable; }
    Duration toPlay() const;
    bool isHeard() const;
    void endText(const speech::MemoryChange &change);
    void forgetReminder();
    void complete();
    void checkPlayback();
    void drop();

    const Session &m_session;
    speech::Voice &m_voice;
    const Clock &m_clock;
    Playback m_playback;
    Outlet &m_outlet;
    std::unique_ptr<SpokenAnswer> m_answer;
    std::optional<speech::Reminder> m_reminder; ///< the reminder that m_answer speaks, if it is one
    QTimer m_playbackCheck; ///< runs when the answer is complete, to see whether it was played
    bool m_clientReportsPlayback = false;
};

} // namespace holdline::server
