// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QWidget;

namespace holdline::widgets {

/// Keeps the placeholder of a text field readable. A style sheet that sets the text colour makes
/// the placeholder half transparent, and only Qt 6.5 has a property against that. Owned by the
/// field.
class PlaceholderShade : public QObject
{
    Q_OBJECT

public:
    explicit PlaceholderShade(QWidget &field);

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void apply();

    QWidget &m_field;
};

} // namespace holdline::widgets
