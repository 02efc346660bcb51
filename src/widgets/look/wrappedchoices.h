// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QAbstractButton;
class QScrollArea;

namespace holdline::widgets {

/// Breaks the texts of the check boxes and radio buttons of a page into lines, so that the page
/// does not have to be scrolled sideways. Qt draws such a text in one line. Owned by the area.
class WrappedChoices : public QObject
{
    Q_OBJECT

public:
    explicit WrappedChoices(QScrollArea &area);

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void arrange();
    void wrap(QAbstractButton &choice) const;

    QScrollArea &m_area;
};

} // namespace holdline::widgets
