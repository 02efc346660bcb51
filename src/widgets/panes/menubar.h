// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenuBar>

class QLabel;

namespace holdline::widgets {

/// The menu bar, with the name of the application before the menus if there is room for both.
class MenuBar : public QMenuBar
{
    Q_OBJECT

public:
    explicit MenuBar(QWidget *parent = nullptr);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void arrange();

    QLabel *m_name;
};

} // namespace holdline::widgets
