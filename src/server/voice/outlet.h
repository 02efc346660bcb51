// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/pcm.h"
#include "core/clock.h"
#include "protocol/messages.h"
#include "speech/responder.h"

#include <QString>

namespace holdline::server {

/// Receives the decisions of a VoicePipeline, for the client and for the session. Each call
/// contains changes that belong together, so that an outlet can make them one transaction. When a
/// call returns, context and memory of the session contain the change, even if the store writes it
/// later. Main thread.
class Outlet
{
public:
    /// Limits how much speech a client may have that it has not played.
    static constexpr Duration kMaxUnplayed{60'000};

    virtual ~Outlet() = default;

    // ---- only the newest of these counts

    /// All words heard in this turn so far.
    virtual void sendPartialTurn(const QString &words) = 0;
    virtual void sendPartialAnswer(const QString &text) = 0;
    virtual void sendActivity(protocol::Activity::State state) = 0;

    // ---- each of these counts

    /// The user has spoken `text`; if it is empty, the turn is over without words. After a restart
    /// no audio from before the mark `neededFrom` has to be heard again.
    virtual void enterSpokenTurn(const QString &text, quint64 neededFrom) = 0;
    /// The user has typed `text`; the client chose `id`.
    virtual void enterTypedTurn(const QString &text, const QString &id) = 0;
    enum class Memories { Keep, Forget };
    /// Forgets the conversation so far; with Memories::Forget also everything that the session was
    /// asked to remember. The caller has interrupted the work that was under way.
    virtual void clearHistory(Memories memories) = 0;
    /// The same, but takeBack() brings it back, before what was said since. forgetAside() deletes
    /// it.
    virtual void setAside(Memories memories) = 0;
    virtual void takeBack() = 0;
    virtual void forgetAside() = 0;

    /// The client has chosen this configuration, and is told that it counts.
    virtual void configure(const protocol::Configuration &configuration) = 0;

    /// An answer begins. All following calls belong to it until the next beginAnswer().
    virtual void beginAnswer() = 0;
    /// The text of the answer so far; it only grows. If `complete`, this is the whole text.
    /// `memory` is the memory of the session from now on.
    virtual void writeAnswer(const QString &text, bool complete, const speech::Memory &memory) = 0;
    /// The next 100 … 200 ms of speech at 48 kHz; less at the end of a sentence.
    virtual void addSpeech(const audio::Pcm &pcm) = 0;
    /// All samples of a sentence were added; none if it cannot be spoken. `text` is the sentence;
    /// it begins at `character` of the text that was written last.
    virtual void endSentence(const QString &text, int character) = 0;
    /// Text and speech are complete. `text` is the whole answer; it enters the history.
    virtual void completeAnswer(const QString &text) = 0;
    /// The user has interrupted the answer. `text` is all of it that was written. The user has
    /// heard its first `heard` characters. Only these stay in the context; the history keeps the
    /// rest as unheard. Speech that was not sent is dropped. If `tell`, the client knows of the
    /// answer and must be told.
    virtual void interruptAnswer(const QString &text, int heard, bool tell) = 0;

    /// Something outside of the conversation does not work, and the client can be told.
    virtual void reportTrouble(const protocol::ServerError &trouble) = 0;

    /// True if more speech may be made, because the client keeps up.
    virtual bool hasRoom() const = 0;
};

} // namespace holdline::server
