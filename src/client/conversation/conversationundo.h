// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/conversation/transcriptmodel.h"
#include "core/clock.h"

#include <QObject>
#include <QTimer>

#include <optional>

namespace holdline::client {

class ConversationController;

/// Lets the user take back for kTime that a conversation was left or cleared. At first it is only
/// hidden: neither the server nor the transcript is told. With the first words of the next one it
/// is set aside. It is deleted after kTime, or when the program ends. GUI thread.
class ConversationUndo : public QObject
{
    Q_OBJECT

public:
    static constexpr Duration kTime = std::chrono::seconds(10);

    enum class Step {
        New, ///< the conversation is left for a new one
        Clear, ///< and what the user asked to remember is forgotten, too
    };

    /// `conversation` must outlive this.
    explicit ConversationUndo(ConversationController &conversation, Duration time = kTime,
                              QObject *parent = nullptr);

    /// What undo() would take back; `nullopt` if there is nothing.
    const std::optional<Step> &step() const { return m_step; }
    /// How long undo() can still do that.
    Duration remaining() const { return m_end.remainingTimeAsDuration(); }
    /// Whether the conversation is hidden, because nothing of the next one was said.
    bool awaitsWords() const { return m_stage == Stage::Hidden; }
    /// The transcript to show: of the conversation, or an empty one while that is hidden.
    TranscriptModel &transcript();

public Q_SLOTS:
    void startNewConversation();
    void clearConversation();
    void undo();
    /// Carries out what could still be taken back.
    void commit();
    /// Begins the next call with an empty conversation, after the end of one.
    void startAgain();
    /// Ends and forgets the conversation, which cannot be taken back.
    void endAndForget();

Q_SIGNALS:
    /// step() or awaitsWords() has changed, or the time has begun again.
    void changed();

private:
    enum class Stage {
        None,
        Hidden, ///< nothing was said since
        Aside, ///< something was said since
    };

    void begin(Step step);
    void onWordsBegan();
    void end();

    ConversationController &m_conversation;
    Duration m_time;
    Stage m_stage = Stage::None;
    std::optional<Step> m_step; ///< `nullopt` in Stage::None
    QTimer m_end;
    TranscriptModel m_blank;
};

} // namespace holdline::client
