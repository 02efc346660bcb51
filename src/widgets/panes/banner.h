// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/look/notice.h"
#include "widgets/look/themepalette.h"

#include <QFrame>

#include <memory>

namespace Ui {
class Banner;
}

namespace holdline::widgets {

/// The strip between header and conversation that shows a Notice and its buttons. Visible only
/// while there is a notice. It never covers other parts of the window.
class Banner : public QFrame
{
    Q_OBJECT

public:
    explicit Banner(QWidget *parent = nullptr);
    ~Banner() override;

    /// Shows a notice; null hides the banner. A countdown starts at `now`.
    void setNotice(const Notice *notice, Instant now);
    void setColors(const ThemePalette &colors);
    /// Allows any width: parts without room beside the text go below it.
    QSize minimumSizeHint() const override { return {1, QFrame::minimumSizeHint().height()}; }
    /// Moves the keyboard focus to the button of the notice.
    void focusAction();

Q_SIGNALS:
    void actionTriggered(holdline::widgets::Notice::Action action);
    void dismissed();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange();
    void fill(const Notice &notice, Instant now);
    void updateTitle();
    void updateColors();

    std::unique_ptr<Ui::Banner> m_ui;
    ThemePalette m_colors = ThemePalette::light();
    std::optional<Notice> m_notice;
};

} // namespace holdline::widgets
