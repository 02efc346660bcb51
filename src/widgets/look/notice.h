// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/soundcard.h"
#include "client/conversation/conversationundo.h"
#include "client/link/connectionstatus.h"

#include <QCoreApplication>
#include <QString>

#include <array>
#include <optional>
#include <utility>

namespace holdline::widgets {

/// What the banner says, and the actions that it offers. A plain value.
struct Notice
{
    enum class Tone { Info, Warning, Error };
    enum class Action {
        None,
        Connect,
        ReconnectNow,
        TryAgain,
        OpenSettings,
        TrustCertificate,
        Diagnose,
        UndoConversation,
        ForgetConversation,
        SendLateNote,
        DiscardLateNote,
        UseModel,
    };

    Tone tone = Tone::Info;
    QString title{};
    QString text{};
    Action action = Action::None;
    bool dismissable = false;
    std::optional<Instant> countdownTo{}; ///< the title then contains "%1" for the seconds left
    Action otherAction = Action::None; ///< for a second button
    bool offersHelp = false; ///< shows buttons for OpenSettings and Diagnose, too

    friend bool operator==(const Notice &, const Notice &) = default;
};

/// Makes the notices. Pure.
class NoticeWords
{
    Q_DECLARE_TR_FUNCTIONS(holdline::widgets::NoticeWords)

public:
    /// `nullopt` if there is no problem, for example when connected. `speechIsHeld`: speech waits
    /// for the line.
    static std::optional<Notice> forConnection(const client::ConnectionStatus &status,
                                               bool speechIsHeld = false);
    static std::optional<Notice> forDevice(audio::Direction direction,
                                           const audio::EndpointStatus &status);
    /// `code` is the server's word for the problem. For an unknown code `message` is shown.
    /// `isOurs`: the server is the embedded one.
    static Notice forServerTrouble(const QString &code, const QString &message,
                                   bool isOurs = false);
    /// The embedded server's store was damaged. The old store is now in `file`.
    static Notice forStoreSetAside(const QString &file);
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
    static Notice forgetQuestion();
    /// The label of the action's button; empty for None.
    static QString actionText(Notice::Action action);

private:
    static Notice forReconnecting(const client::ConnectionStatus &status, const QString &kept);
    static Notice forFailure(const client::ConnectionStatus &status);
    static QString failureTitle(const client::ConnectionStatus &status);
    static QString failureCause(const client::ConnectionStatus &status);
    static QString unreached(const client::ConnectionStatus &status);
};

/// The current notices, at most one from each source. The most urgent one is shown. A plain value,
/// owned by MainWindow.
class Notices
{
public:
    /// In the order of urgency, most urgent first.
    enum class Source {
        Undo,
        Connection,
        Keychain,
        LateNote,
        ServerTrouble,
        Microphone,
        Loudspeaker,
        Refusal,
        ModelOffer,
    };

    /// False if this was its notice already.
    bool set(Source source, std::optional<Notice> notice)
    {
        return std::exchange(slot(source), notice) != notice;
    }
    /// Removes the notice that is shown.
    void dismissTop();
    /// The notice to show; null if there is none. Valid until the next change.
    const Notice *top() const;

private:
    std::optional<Notice> &slot(Source source)
    {
        return m_notices[static_cast<std::size_t>(source)];
    }

    std::array<std::optional<Notice>, 9> m_notices;
};

} // namespace holdline::widgets
