// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/look/notice.h"

#include <array>
#include <optional>
#include <utility>

namespace holdline::widgets {

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
        CallEnded,
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

    std::array<std::optional<Notice>, 10> m_notices;
};

} // namespace holdline::widgets
