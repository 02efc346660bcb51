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

/// Where a panel is while its action is checked: beside the window's contents if there is room,
/// else in a window of its own. Owned by the window.
class SidePanel : public QObject
{
    Q_OBJECT

public:
    static constexpr int kWideEnough = 900; ///< of the window, for a panel beside its contents

    /// The last item of `row` is `panel`. All must outlive this; it belongs to `window`.
    SidePanel(QWidget &window, QBoxLayout &row, QWidget &panel, QAction &toggle);

    /// Where a panel in a window of its own goes, so that it does not cover the conversation: right
    /// or left of `window`, both with their frames; `nullopt` without room on either side.
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
    QDialog *m_apart = nullptr; ///< a child of the window, made when first needed
};

} // namespace holdline::widgets
