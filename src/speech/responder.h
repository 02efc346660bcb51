// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <QHash>
#include <QList>
#include <QObject>
#include <QString>

#include <functional>
#include <memory>
#include <optional>

namespace holdline::speech {

enum class Role : quint8 { User, Assistant };

/// One message of a conversation.
struct Message
{
    Role role;
    QString text;
    WallTime at;

    friend bool operator==(const Message &, const Message &) = default;
};

/// Something to be said later without being asked again.
struct Reminder
{
    QString text; ///< the whole sentence to speak
    WallTime due;

    friend bool operator==(const Reminder &, const Reminder &) = default;
};

/// What a session knows besides its messages.
struct Memory
{
    QHash<QString, QString> facts; ///< "my locker number" -> "42"
    QList<Reminder> reminders; ///< not yet spoken

    friend bool operator==(const Memory &, const Memory &) = default;
};

/// Everything an answer may depend on.
struct Prompt
{
    QString text{}; ///< what the user just said or typed
    QList<Message> context{}; ///< earlier messages, oldest first, without `text`
    Memory memory{};
    WallTime now{};
    int utcOffsetSeconds = 0; ///< of the clock that the user looks at
    /// What was already said of this answer before the server had to start anew: only what follows
    /// upon it is wanted.
    QString prefix{};
};

/// What an answer changes in the session's memory.
struct MemoryChange
{
    QHash<QString, QString> remember; ///< facts to add or to replace
    QList<QString> forget; ///< facts to drop
    std::optional<Reminder> remind;
    bool cancelReminders = false;

    friend bool operator==(const MemoryChange &, const MemoryChange &) = default;
};

/// An answer in the making. Destroying it cancels it.
class Answer : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

Q_SIGNALS:
    /// The next piece of text, to be appended to the ones before. Never emitted by respond()
    /// itself.
    void textAdded(const QString &text);
    /// No more text. Exactly one of finished and failed comes.
    void finished(const holdline::speech::MemoryChange &change);
    /// `reason` is a sentence for the user.
    void failed(const QString &reason);
};

/// Finds the answer to what the user said. One for all sessions; called from and signalling on the
/// server's main thread, never blocking it.
class Responder
{
public:
    virtual ~Responder() = default;
    virtual std::unique_ptr<Answer> respond(const Prompt &prompt) = 0;
};

} // namespace holdline::speech
