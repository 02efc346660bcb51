// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QRect>

#include <optional>

class QAction;
class QBoxLayout;
class QDialog;
class QWidget;

namespace holdline::widgets {

/// Places a panel while its action is checked: beside the contents of the window if there is room,
/// otherwise in a window of its own. Owned by the window.
class SidePanel : public QObject
{
    Q_OBJECT

public:
    static constexpr int kWideEnough = 900; ///< width of the window for a panel beside its contents

    /// `panel` is the last item of `row`. All must outlive this. `window` becomes the parent.
    SidePanel(QWidget &window, QBoxLayout &row, QWidget &panel, QAction &toggle);

    /// The place of a panel's own window, so that it does not cover the conversation: right or left
    /// of `window`. Both sizes include frames. `nullopt` if there is no room on either side.
    static std::optional<QPoint> besides(const QRect &window, const QSize &panel,
                                         const QRect &screen);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void place();
    void placeBeside();
    void placeApart();
    void makeWindow();

    QWidget &m_window;
    QBoxLayout &m_row;
    QWidget &m_panel;
    QAction &m_toggle;
    QDialog *m_apart = nullptr; ///< a child of the window, made when it is first needed
};

} // namespace holdline::widgets
