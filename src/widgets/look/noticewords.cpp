// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/noticewords.h"

#include <QDir>

#include <algorithm>

namespace holdline::widgets {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using audio::Direction;
using audio::EndpointStatus;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(holdline::widgets::NoticeWords)
};

/// Words for ages of one minute and more.
QString agoWords(Duration age)
{
    const auto minutes = static_cast<int>(age / 1min);
    if (minutes < 2)
        return Words::tr("a minute ago");
    if (minutes < 120)
        return Words::tr("%n minutes ago", nullptr, minutes);
    return Words::tr("%n hours ago", nullptr, minutes / 60);
}

} // namespace

std::optional<Notice> NoticeWords::forDevice(Direction direction, const EndpointStatus &status)
{
    const bool isMicrophone = direction == Direction::Input;
    Notice notice{.tone = Notice::Tone::Warning, .dismissable = true};
    switch (status.state) {
    case EndpointStatus::State::Closed:
    case EndpointStatus::State::Open:
        return {};
    case EndpointStatus::State::Missing:
        notice.title = isMicrophone ? tr("No microphone found") : tr("No loudspeaker found");
        notice.text = isMicrophone
            ? tr("Plug one in and Holdline will use it. Meanwhile, you can type.")
            : tr("Plug one in and Holdline will use it. Meanwhile, you can read the answers.");
        return notice;
    case EndpointStatus::State::Failed:
        notice.title =
            isMicrophone ? tr("The microphone isn’t working") : tr("The loudspeaker isn’t working");
        notice.text =
            tr("No sound from %1. Close other programs that use it, or choose another device in "
               "the "
               "Audio menu. Holdline keeps trying.")
                .arg(status.device.name.isEmpty() ? tr("this device") : status.device.name);
        return notice;
    }
    Q_UNREACHABLE();
}

Notice NoticeWords::forRefusal(const QString &message)
{
    return {.tone = Notice::Tone::Warning,
            .title = tr("The server didn’t accept that"),
            .text = message,
            .dismissable = true};
}

Notice NoticeWords::forServerTrouble(const QString &code, const QString &message, bool isOurs)
{
    Notice notice{.tone = Notice::Tone::Warning, .text = message, .dismissable = true};
    notice.title = tr("The server has a problem");
    if (code == u"store_full"_s) {
        notice.title =
            isOurs ? tr("This computer’s disk is full") : tr("The server’s disk is full");
        notice.text = tr("What you say is kept here until the server can store it.");
    } else if (code == u"store_failed"_s) {
        notice.title = tr("The server can’t store the conversation");
        notice.text = tr("What you say is kept here until it can.");
    }
    return notice;
}

Notice NoticeWords::forStoreSetAside(const QString &file)
{
    return {
        .tone = Notice::Tone::Warning,
        .title = tr("Earlier conversations couldn’t be read"),
        .text =
            tr("The file that held them was damaged, so Holdline started a new one. The damaged "
               "file is now %1.")
                .arg(QDir::toNativeSeparators(file)),
        .dismissable = true};
}

Notice NoticeWords::forPersonasSetAside(const QString &file)
{
    return {.tone = Notice::Tone::Warning,
            .title = tr("Your personas couldn’t be read"),
            .text = tr("Holdline goes on with those that come with it. The damaged file is now %1.")
                        .arg(QDir::toNativeSeparators(file)),
            .dismissable = true};
}

Notice NoticeWords::forCallEnded(const QString &reason)
{
    Notice notice{.tone = Notice::Tone::Info,
                  .title = tr("The call has ended"),
                  .text = tr("Start again with the same persona and an empty conversation."),
                  .action = Notice::Action::StartAgain,
                  .dismissable = true};
    if (reason == u"timeout"_s)
        notice.title = tr("The call has ended, because you were away");
    else if (reason != u"user"_s)
        notice.title = tr("The server has ended the call");
    return notice;
}

Notice NoticeWords::forSecretsNotKept()
{
    return {.tone = Notice::Tone::Warning,
            .title = tr("This conversation won’t survive quitting"),
            .text = tr("It can’t be reopened: no keyring is available, or it is locked."),
            .dismissable = true};
}

Notice NoticeWords::forTokenNotKept()
{
    return {.tone = Notice::Tone::Warning,
            .title = tr("The access token won’t survive quitting"),
            .text = tr("It can’t be stored: no keyring is available, or it is locked."),
            .dismissable = true};
}

Notice NoticeWords::forKeychainAwaited()
{
    return {.tone = Notice::Tone::Info,
            .title = tr("Waiting for your keyring"),
            .text = tr("Unlock it if it asks you to. If it doesn’t answer, Holdline connects "
                       "without it after half a minute.")};
}

Notice NoticeWords::forKeychainUnanswered()
{
    return {.tone = Notice::Tone::Warning,
            .title = tr("Your keyring doesn’t answer"),
            .text = tr("Holdline connected without it: it has no access token and can’t reopen "
                       "your last conversation. Unlock the keyring and start Holdline again."),
            .dismissable = true};
}

Notice NoticeWords::forLateNote(Duration speech, Duration age, int texts)
{
    const auto seconds = std::max<qint64>(1, std::chrono::round<std::chrono::seconds>(speech) / 1s);
    QString title;
    if (texts == 0)
        title = tr("You spoke for %1 s while offline, %2. Send it?", "seconds; how long ago")
                    .arg(seconds)
                    .arg(agoWords(age));
    else if (speech <= Duration(0))
        title = texts == 1
            ? tr("You typed a message %1, before Holdline was closed. Send it?", "how long ago")
                  .arg(agoWords(age))
            : tr("You typed %n messages %1, before Holdline was closed. Send them?", "how long ago",
                 texts)
                  .arg(agoWords(age));
    else
        title = texts == 1 ? tr("You typed a message and spoke for %1 s %2, before Holdline was "
                                "closed. Send them?",
                                "seconds; how long ago")
                                 .arg(seconds)
                                 .arg(agoWords(age))
                           : tr("You typed %n messages and spoke for %1 s %2, before Holdline was "
                                "closed. Send them?",
                                "seconds; how long ago", texts)
                                 .arg(seconds)
                                 .arg(agoWords(age));
    return {.tone = Notice::Tone::Info,
            .title = title,
            .action = Notice::Action::SendLateNote,
            .otherAction = Notice::Action::DiscardLateNote};
}

Notice NoticeWords::forUndo(client::ConversationUndo::Step step, Instant until)
{
    Notice notice{.tone = Notice::Tone::Info,
                  .action = Notice::Action::UndoConversation,
                  .countdownTo = until};
    if (step == client::ConversationUndo::Step::New) {
        notice.title = tr("New conversation — %1 s to undo");
        notice.text = tr("The previous one is deleted then.");
    } else {
        notice.title = tr("Conversation cleared — %1 s to undo");
        notice.text = tr("It is deleted then, together with what you asked to remember.");
    }
    notice.title.replace(u"%1 "_s, u"%1\u00a0"_s); // the figure and its unit stay in one line
    return notice;
}

Notice NoticeWords::forModelOffer(const QString &program, const QString &model)
{
    return {.title = tr("%1 is running on this computer: use %2?", "a program, a language model")
                         .arg(program, model),
            .text = tr("It then answers what the built-in assistant can’t. Nothing leaves this "
                       "computer."),
            .action = Notice::Action::UseModel,
            .dismissable = true};
}

Notice NoticeWords::forgetQuestion()
{
    return {.tone = Notice::Tone::Warning,
            .title = tr("End the conversation and delete it?"),
            .text = tr(
                "It will be deleted here and on the server, along with anything unsent. This can’t "
                "be undone."),
            .action = Notice::Action::ForgetConversation,
            .dismissable = true};
}

QString NoticeWords::actionText(Notice::Action action)
{
    switch (action) {
    case Notice::Action::None:
        return {};
    case Notice::Action::Connect:
        return tr("Connect");
    case Notice::Action::ReconnectNow:
        return tr("Reconnect now");
    case Notice::Action::TryAgain:
        return tr("Try again");
    case Notice::Action::OpenSettings:
        return tr("Settings…");
    case Notice::Action::Diagnose:
        return tr("Diagnose");
    case Notice::Action::TrustCertificate:
        return tr("Trust this certificate…");
    case Notice::Action::UndoConversation:
        return tr("Undo");
    case Notice::Action::ForgetConversation:
        return tr("End and delete");
    case Notice::Action::SendLateNote:
        return tr("Send");
    case Notice::Action::DiscardLateNote:
        return tr("Discard");
    case Notice::Action::UseModel:
        return tr("Use it");
    case Notice::Action::StartAgain:
        return tr("Start again");
    }
    Q_UNREACHABLE();
}

} // namespace holdline::widgets
