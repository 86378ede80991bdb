import './missing-extension';
