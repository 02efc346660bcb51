// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/soundcard.h"
#include "client/link/connectionstatus.h"

#include <QCoreApplication>
#include <QString>

#include <array>
#include <optional>

namespace holdline::widgets {

/// What the banner tells, in words, and what it offers to do about it.
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
        ClearConversation,
        ForgetConversation,
        SendLateNote,
        DiscardLateNote,
    };

    Tone tone = Tone::Info;
    QString title{};
    QString text{};
    Action action = Action::None;
    bool dismissable = false;
    std::optional<Instant> countdownTo{}; ///< the title then contains "%1" for the seconds left
    Action otherAction = Action::None; ///< a second button

    friend bool operator==(const Notice &, const Notice &) = default;
};

/// Makes notices out of states. Pure.
class NoticeWords
{
    Q_DECLARE_TR_FUNCTIONS(holdline::widgets::NoticeWords)

public:
    /// Nothing while there is nothing to tell, as when connected. `speechIsHeld`: what is said now
    /// waits for the line.
    static std::optional<Notice> forConnection(const client::ConnectionStatus &status,
                                               bool speechIsHeld = false);
    static std::optional<Notice> forDevice(audio::Direction direction,
                                           const audio::EndpointStatus &status);
    /// `code` is the server's word for it; of one that is not known `message` is shown. `isOurs`:
    /// it is the server on this computer.
    static Notice forServerTrouble(const QString &code, const QString &message,
                                   bool isOurs = false);
    /// The embedded server's store was damaged; what is left of it is in that file.
    static Notice forStoreSetAside(const QString &file);
    /// The key to the session is not there in the next run.
    static Notice forSecretsNotKept();
    /// Nor is the access token.
    static Notice forTokenNotKept();
    static Notice forRefusal(const QString &message);
    /// Speech, and texts of an earlier run, that waited too long to be sent unasked; `age` is that
    /// of the last word.
    static Notice forLateNote(Duration speech, Duration age, int texts = 0);
    static Notice clearQuestion();
    static Notice forgetQuestion();
    /// What the button of the notice says; empty for None.
    static QString actionText(Notice::Action action);

private:
    static Notice forReconnecting(const client::ConnectionStatus &status, const QString &kept);
    static Notice forFailure(const client::ConnectionStatus &status);
};

/// What there is to tell at the moment, one notice for each source; the most pressing is shown.
class Notices
{
public:
    /// First wins.
    enum class Source {
        Connection,
        LateNote,
        ServerTrouble,
        Microphone,
        Loudspeaker,
        Refusal,
    };

    void set(Source source, std::optional<Notice> notice) { slot(source) = std::move(notice); }
    /// Forgets the one that is shown.
    void dismissTop();
    /// The one to show; null when there is none. Valid until the next change.
    const Notice *top() const;

private:
    std::optional<Notice> &slot(Source source)
    {
        return m_notices[static_cast<std::size_t>(source)];
    }

    std::array<std::optional<Notice>, 6> m_notices;
};

} // namespace holdline::widgets
