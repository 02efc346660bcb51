// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/soundcard.h"
#include "client/conversation/conversationundo.h"
#include "widgets/look/notice.h"

#include <QCoreApplication>

namespace holdline::widgets {

/// Makes the notices that are not about the connection. Pure.
class NoticeWords
{
    Q_DECLARE_TR_FUNCTIONS(holdline::widgets::NoticeWords)

public:
    static std::optional<Notice> forDevice(audio::Direction direction,
                                           const audio::EndpointStatus &status);
    /// `code` is the server's word for the problem. For an unknown code `message` is shown.
    /// `isOurs`: the server is the embedded one.
    static Notice forServerTrouble(const QString &code, const QString &message,
                                   bool isOurs = false);
    /// The embedded server's store was damaged. The old store is now in `file`.
    static Notice forStoreSetAside(const QString &file);
    /// The personas of the user cannot be read. Their file is now called `file`.
    static Notice forPersonasSetAside(const QString &file);
    /// The secret of the session cannot be kept for the next run.
    static Notice forSecretsNotKept();
    /// The access token cannot be kept for the next run.
    static Notice forTokenNotKept();
    /// Nothing is dialled before it answers.
    static Notice forKeychainAwaited();
    /// It was given up.
    static Notice forKeychainUnanswered();
    static Notice forRefusal(const QString &message);
    /// Speech, and texts of an earlier run, that waited too long to be sent without asking. `age`
    /// is the age of the last word.
    static Notice forLateNote(Duration speech, Duration age, int texts = 0);
    /// The conversation is only set aside, and can be taken back until then.
    static Notice forUndo(client::ConversationUndo::Step step, Instant until);
    /// `program` on this computer has a language model, and the user may want it to answer.
    static Notice forModelOffer(const QString &program, const QString &model);
    /// `reason` is the server's word for it.
    static Notice forCallEnded(const QString &reason);
    static Notice forgetQuestion();
    /// The label of the action's button; empty for None.
    static QString actionText(Notice::Action action);
};

} // namespace holdline::widgets
