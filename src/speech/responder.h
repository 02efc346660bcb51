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

/// A sentence to be spoken later, without a request.
struct Reminder
{
    QString text; ///< the whole sentence to speak
    WallTime due;

    friend bool operator==(const Reminder &, const Reminder &) = default;
};

/// What a session remembers besides its messages.
struct Memory
{
    QHash<QString, QString> facts; ///< for example "my locker number" -> "42"
    QList<Reminder> reminders; ///< that were not spoken yet

    friend bool operator==(const Memory &, const Memory &) = default;
};

/// Everything that an answer may depend on.
struct Prompt
{
    QString text{}; ///< what the user has just said or typed
    QList<Message> context{}; ///< earlier messages, oldest first, without `text`
    Memory memory{};
    WallTime now{};
    /// When the user has asked; `nullopt` if it is now. An answer that goes on after a restart may
    /// do again what it has done since then.
    std::optional<WallTime> askedAt{};
    int utcOffsetSeconds = 0; ///< offset of the user's local time from UTC
    /// The part of the answer that was said before the server restarted. Only the rest is wanted.
    QString prefix{};
    QString persona{}; ///< the name of the assistant; empty for the usual one
    QString instructions{}; ///< for this persona; may be empty
    QString language{}; ///< of the answer, as in BCP 47; empty for the language of the user
};

/// What an answer changes in the session's memory.
struct MemoryChange
{
    QHash<QString, QString> remember; ///< facts to add or replace
    QList<QString> forget; ///< keys of facts to delete
    QList<Reminder> remind; ///< reminders to add
    bool cancelReminders = false; ///< before `remind` is added

    /// Makes this change also do what `later` does after it.
    void add(const MemoryChange &later);

    friend bool operator==(const MemoryChange &, const MemoryChange &) = default;
};

/// Returns `memory` with `change` applied.
Memory changed(Memory memory, const MemoryChange &change);

/// An answer that is being made. Destroying it cancels it. Main thread of the server.
class Answer : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

Q_SIGNALS:
    /// The next piece of text, to append to the earlier ones. Never emitted within respond().
    void textAdded(const QString &text);
    /// The answer has called tools. `change` is what they have changed in the memory; it may be
    /// empty, and finished() does not repeat it.
    void toolsCalled(const holdline::speech::MemoryChange &change);
    /// The text is complete. Either finished() or failed() is emitted, once.
    void finished(const holdline::speech::MemoryChange &change);
    /// `reason` is a sentence for the user.
    void failed(const QString &reason);
};

/// Finds answers to what users say. One object serves all sessions; it is called on the main thread
/// of the server, emits its signals there, and never blocks it.
class Responder
{
public:
    virtual ~Responder() = default;
    virtual std::unique_ptr<Answer> respond(const Prompt &prompt) = 0;
};

} // namespace holdline::speech
