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

/// Lets the user take back that a conversation was left or cleared. The conversation is only set
/// aside at first: neither the server nor the transcript is told. That follows after kTime, with
/// the first words of the user, or when the program ends. GUI thread.
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
    Duration time() const { return m_time; }
    /// The transcript to show: of the conversation, or an empty one while that is set aside.
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
    /// step() has changed, or its time has begun again.
    void changed();

private:
    void begin(Step step);

    ConversationController &m_conversation;
    Duration m_time;
    std::optional<Step> m_step;
    QTimer m_end;
    TranscriptModel m_blank;
};

} // namespace holdline::client
