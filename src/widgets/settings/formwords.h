// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QStyle>

namespace holdline::widgets {

/// Shows words below a field of a form: a hint, or what is wrong with the field.
inline void say(QLabel &label, const QString &words, bool isComplaint)
{
    label.setText(words);
    label.setVisible(!words.isEmpty());
    const QString role = isComplaint ? QStringLiteral("complaint") : QStringLiteral("hint");
    if (label.property("role") == role)
        return;
    label.setProperty("role", role);
    // A style sheet does not follow a changed property by itself.
    label.style()->unpolish(&label);
    label.style()->polish(&label);
}

} // namespace holdline::widgets
